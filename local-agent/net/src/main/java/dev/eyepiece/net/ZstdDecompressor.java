package dev.eyepiece.net;

import com.github.luben.zstd.ZstdInputStream;
import io.grpc.Decompressor;
import java.io.IOException;
import java.io.InputStream;

/**
 * gRPC's {@code grpc-encoding: zstd}; grpc-java bounds the message by its inbound limit while
 * reading.
 */
record ZstdDecompressor() implements Decompressor {
  @Override
  public String getMessageEncoding() {
    return "zstd";
  }

  @Override
  public InputStream decompress(InputStream input) throws IOException {
    return new ZstdInputStream(input);
  }
}
