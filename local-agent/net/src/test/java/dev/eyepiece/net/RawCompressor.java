package dev.eyepiece.net;

import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Sends bytes that are given beforehand in place of whatever it is asked to compress. */
final class RawCompressor implements Compressor {
  private final String name;
  private final byte[] bytes;

  private RawCompressor(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /** A registry that has this one alone. */
  static CompressorRegistry registry(String name, byte[] bytes) {
    CompressorRegistry registry = CompressorRegistry.newEmptyInstance();
    registry.register(new RawCompressor(name, bytes));
    return registry;
  }

  @Override
  public String getMessageEncoding() {
    return name;
  }

  @Override
  public OutputStream compress(OutputStream out) {
    return new ByteArrayOutputStream() {
      @Override
      public void close() throws IOException {
        out.write(bytes);
        out.close();
      }
    };
  }
}
