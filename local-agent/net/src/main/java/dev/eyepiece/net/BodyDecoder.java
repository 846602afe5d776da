package dev.eyepiece.net;

import com.github.luben.zstd.ZstdInputStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.xxhash.XXHashFactory;
import org.jspecify.annotations.Nullable;

/** Undoes a request's {@code Content-Encoding}, never past the cap. */
final class BodyDecoder {
  private static final int LEAST_PART = 4 << 10;
  private static final int MOST_PART = 1 << 20;

  /** Up to here nothing is counted beforehand, however well it is compressed. */
  private static final int UNCOUNTED = 8 << 20;

  /** Telemetry is seldom compressed by more than this. */
  private static final int BOMB = 32;

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
        return read(GzipInputStream::new, body, max);
      }
      case "deflate", "zlib" -> {
        return read(Deflated::new, body, max);
      }
      case "zstd" -> {
        return read(ZstdInputStream::new, body, max);
      }
      case "snappy", "x-snappy-framed" -> {
        return read(in -> new SnappyInputStream(in, max), body, max);
      }
      case "lz4" -> {
        return read(BodyDecoder::lz4, body, max);
      }
      default ->
          throw new IOException(
              "Content-Encoding '"
                  + encoding
                  + "' is not supported (expected: gzip, zstd, deflate, snappy, lz4 or none)");
    }
  }

  /** Java alone: what comes from outside is decoded within an array's bounds. */
  private static InputStream lz4(InputStream in) throws IOException {
    return new LZ4FrameInputStream(
        in, LZ4Factory.safeInstance().safeDecompressor(), XXHashFactory.safeInstance().hash32());
  }

  /** Of zlib; the JDK's own stream takes what follows for nothing. */
  private static final class Deflated extends InflaterInputStream {
    Deflated(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int count = super.read(target, from, length);
      if (count < 0 && (inf.getRemaining() > 0 || in.read() >= 0)) {
        throw new IOException("something follows after its end");
      }
      return count;
    }
  }

  /** Puts a decoder on top of a body. */
  private interface Decoder {
    InputStream on(InputStream in) throws IOException;
  }

  /**
   * In parts; of what looks like a bomb the bytes are counted first, so that one takes no more
   * memory than {@link #UNCOUNTED} and what is none takes its own size.
   */
  private static byte[] read(Decoder decoder, ByteBuf body, int max) throws IOException {
    int start = body.readerIndex();
    int wire = body.readableBytes();
    List<byte[]> full = new ArrayList<>();
    byte[] part = new byte[Math.clamp(4L * wire, LEAST_PART, MOST_PART)];
    int used = 0;
    long total = 0;
    try (InputStream in = decoder.on(new ByteBufInputStream(body))) {
      int count = in.read(part, 0, part.length);
      while (count >= 0) {
        used += count;
        total += count;
        if (total > UNCOUNTED && total / BOMB > wire) {
          full.clear();
          int size = (int) rest(in, part, total, max);
          body.readerIndex(start);
          return readExactly(decoder, body, size);
        }
        if (total > max) {
          throw new TooLarge(max);
        }
        if (used == part.length) {
          full.add(part);
          part = new byte[Math.min(2 * part.length, MOST_PART)];
          used = 0;
        }
        count = in.read(part, used, part.length - used);
      }
    }
    return joined(full, part, used, (int) total);
  }

  /** How many bytes there are in all; what they are does not matter. */
  private static long rest(InputStream in, byte[] scratch, long before, int max)
      throws IOException {
    long total = before;
    int count = in.read(scratch);
    while (count >= 0 && total <= max) {
      total += count;
      count = in.read(scratch);
    }
    if (total > max) {
      throw new TooLarge(max);
    }
    return total;
  }

  private static byte[] readExactly(Decoder decoder, ByteBuf body, int size) throws IOException {
    try (InputStream in = decoder.on(new ByteBufInputStream(body))) {
      return in.readNBytes(size);
    }
  }

  private static byte[] joined(List<byte[]> full, byte[] part, int used, int total) {
    byte[] whole = new byte[total];
    int at = 0;
    for (byte[] one : full) {
      System.arraycopy(one, 0, whole, at, one.length);
      at += one.length;
    }
    System.arraycopy(part, 0, whole, at, used);
    return whole;
  }
}
