package dev.eyepiece.net;

import io.grpc.Decompressor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;

/**
 * gRPC's {@code grpc-encoding: snappy}. Of frames grpc-java bounds the message by its inbound limit
 * while reading; a block tells its length first.
 */
record SnappyDecompressor(int maxBytes) implements Decompressor {
  @Override
  public String getMessageEncoding() {
    return "snappy";
  }

  @Override
  public InputStream decompress(InputStream input) throws IOException {
    try {
      return new SnappyInputStream(input, maxBytes);
    } catch (BodyDecoder.TooLarge e) {
      throw Status.RESOURCE_EXHAUSTED
          .withDescription(e.getMessage())
          .withCause(e)
          .asRuntimeException();
    }
  }
}
