package dev.eyepiece.net;

import io.grpc.Decompressor;
import java.io.InputStream;

/** gRPC's {@code grpc-encoding: gzip}, in place of grpc-java's own, for {@link GzipInputStream}. */
record GzipDecompressor() implements Decompressor {
  @Override
  public String getMessageEncoding() {
    return "gzip";
  }

  @Override
  public InputStream decompress(InputStream input) {
    return new GzipInputStream(input);
  }
}
