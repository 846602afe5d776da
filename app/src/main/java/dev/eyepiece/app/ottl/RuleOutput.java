package dev.eyepiece.app.ottl;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes requests to a file: protobuf when its name says so, one message after another, which is
 * one message to a reader; else OTLP JSON, one request a line.
 */
final class RuleOutput implements AutoCloseable {
  private final OutputStream out;
  private final boolean protobuf;
  private boolean empty = true;

  RuleOutput(Path file) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    protobuf = name.endsWith(".pb") || name.endsWith(".otlp") || name.endsWith(".bin");
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  void write(Signal signal, byte[] request) throws IOException, MalformedOtlpException {
    if (protobuf && !empty && signal == Signal.PROFILES) {
      throw new IOException("profiles have a dictionary each; write several as JSON instead");
    }
    empty = false;
    if (protobuf) {
      out.write(request);
    } else {
      OtlpJson.write(signal, request, request.length, out);
      out.write('\n');
    }
  }

  @Override
  public void close() throws IOException {
    try (out) {
      if (empty && !protobuf) {
        // Nothing is left: still a file of JSON.
        out.write("{}\n".getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
