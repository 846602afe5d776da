package dev.eyepiece.net;

import java.io.IOException;

/**
 * Blocks of the Snappy format: the length of what comes out, then literals and copies of what came
 * out before. Source: google/snappy, format_description.txt. Lengths are checked before a byte is
 * reserved, and nothing is read or written outside of the two arrays.
 */
final class SnappyBlock {
  private final byte[] in;
  private final int end;
  private int at;

  private SnappyBlock(byte[] in, int from, int end) {
    this.in = in;
    this.at = from;
    this.end = end;
  }

  /**
   * Decodes the block between two indices.
   *
   * @throws BodyDecoder.TooLarge when more than {@code max} bytes would come out
   * @throws IOException when the bytes are no block
   */
  static byte[] decode(byte[] in, int from, int end, int max) throws IOException {
    return new SnappyBlock(in, from, end).decode(max);
  }

  private byte[] decode(int max) throws IOException {
    long length = length();
    if (length > max) {
      throw new BodyDecoder.TooLarge(max);
    }
    // A copy of three bytes makes 64 at most: more than that is a lie about the length.
    if (length > 64L * Math.max(1, end - at)) {
      throw broken("its length says " + length + " bytes, which " + (end - at) + " cannot make");
    }
    byte[] out = new byte[(int) length];
    int filled = 0;
    while (at < end) {
      int tag = next();
      filled = (tag & 3) == 0 ? literal(tag, out, filled) : copy(tag, out, filled);
    }
    if (filled != out.length) {
      throw broken(filled + " bytes came out of it, and its length says " + out.length);
    }
    return out;
  }

  private long length() throws IOException {
    long length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int part = next();
      length |= (long) (part & 0x7f) << shift;
      if (part < 0x80) {
        return length;
      }
    }
    throw broken("its length has more than five bytes");
  }

  private int literal(int tag, byte[] out, int filled) throws IOException {
    int code = tag >>> 2;
    long length = (code < 60 ? code : number(code - 59)) + 1;
    if (length > end - at || length > out.length - filled) {
      throw broken("a literal of " + length + " bytes goes beyond its end");
    }
    System.arraycopy(in, at, out, filled, (int) length);
    at += (int) length;
    return filled + (int) length;
  }

  private int copy(int tag, byte[] out, int filled) throws IOException {
    int length = (tag & 3) == 1 ? 4 + (tag >>> 2 & 7) : 1 + (tag >>> 2);
    long back =
        switch (tag & 3) {
          case 1 -> (tag >>> 5 << 8) | next();
          case 2 -> number(2);
          default -> number(4);
        };
    if (back == 0 || back > filled || length > out.length - filled) {
      throw broken("a copy of " + length + " bytes from " + back + " before goes beyond its ends");
    }
    // Byte by byte: a copy may reach into what it makes.
    int from = filled - (int) back;
    for (int i = 0; i < length; i++) {
      out[filled + i] = out[from + i];
    }
    return filled + length;
  }

  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) next() << (8 * i);
    }
    return number;
  }

  private int next() throws IOException {
    if (at >= end) {
      throw broken("it ends early");
    }
    return in[at++] & 0xff;
  }

  private IOException broken(String why) {
    return new IOException("the bytes are not Snappy at " + at + ": " + why);
  }
}
