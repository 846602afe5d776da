package dev.eyepiece.net;

import com.github.luben.zstd.ZstdInputStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes a request's {@code Content-Encoding}, never past the cap. */
final class BodyDecoder {
  /** The body is larger than the cap, as it came or decompressed. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(int max) {
      super("the body is larger than the " + max + " bytes that are taken, after decompression");
    }
  }

  private BodyDecoder() {}

  /**
   * Decodes a body.
   *
   * @throws TooLarge when more than {@code max} bytes come out
   * @throws IOException when the encoding is not known or the bytes are not in it
   */
  static byte[] decode(@Nullable String encoding, ByteBuf body, int max) throws IOException {
    String name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    switch (name) {
      case "", "identity" -> {
        if (body.readableBytes() > max) {
          throw new TooLarge(max);
        }
        byte[] bytes = new byte[body.readableBytes()];
        body.readBytes(bytes);
        return bytes;
      }
      case "gzip", "x-gzip" -> {
        return read(new GZIPInputStream(new ByteBufInputStream(body), 8192), body, max);
      }
      case "deflate", "zlib" -> {
        return read(new InflaterInputStream(new ByteBufInputStream(body)), body, max);
      }
      case "zstd" -> {
        return read(new ZstdInputStream(new ByteBufInputStream(body)), body, max);
      }
      case "snappy", "x-snappy-framed" -> {
        return read(new SnappyInputStream(new ByteBufInputStream(body), max), body, max);
      }
      default ->
          throw new IOException(
              "Content-Encoding '"
                  + encoding
                  + "' is not supported (expected: gzip, zstd, deflate, snappy or none)");
    }
  }

  private static byte[] read(InputStream in, ByteBuf body, int max) throws IOException {
    try (in) {
      ByteArrayOutputStream out =
          new ByteArrayOutputStream(Math.min(max, body.readableBytes() * 4));
      byte[] chunk = new byte[16 << 10];
      int count = in.read(chunk);
      while (count >= 0) {
        if (out.size() + count > max) {
          throw new TooLarge(max);
        }
        out.write(chunk, 0, count);
        count = in.read(chunk);
      }
      return out.toByteArray();
    }
  }
}
