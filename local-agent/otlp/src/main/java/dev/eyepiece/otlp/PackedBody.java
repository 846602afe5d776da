package dev.eyepiece.otlp;

import com.github.luben.zstd.Zstd;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** The body of a request over HTTP. */
final class PackedBody {
  private PackedBody() {}

  static String contentType(ExportTarget.Protocol protocol) {
    return protocol == ExportTarget.Protocol.HTTP_JSON
        ? "application/json"
        : "application/x-protobuf";
  }

  static byte[] of(ExportTarget target, Signal signal, byte[] request)
      throws IOException, MalformedOtlpException {
    byte[] plain =
        target.protocol() == ExportTarget.Protocol.HTTP_JSON ? json(signal, request) : request;
    return switch (target.compression()) {
      case NONE -> plain;
      case GZIP -> gzip(plain);
      case ZSTD -> Zstd.compress(plain);
    };
  }

  private static byte[] json(Signal signal, byte[] request)
      throws IOException, MalformedOtlpException {
    ByteArrayOutputStream json = new ByteArrayOutputStream(request.length * 2 + 64);
    OtlpJson.write(signal, request, request.length, json);
    return json.toByteArray();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed, 8192)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }
}
