package dev.eyepiece.ottl.regex;

/** Reads code points of UTF-8. A byte that belongs to none counts as U+FFFD of width one. */
final class CodePoints {
  static final int MAX = Character.MAX_CODE_POINT;
  private static final int WIDTH_BITS = 3;
  private static final int BAD = 0xFFFD << WIDTH_BITS | 1;

  private CodePoints() {}

  /** The code point of what the other methods answer. */
  static int codePoint(int read) {
    return read >> WIDTH_BITS;
  }

  /** Its width in bytes. */
  static int width(int read) {
    return read & ((1 << WIDTH_BITS) - 1);
  }

  /** The code point that starts at a place before {@code end}, with its width. */
  static int at(byte[] text, int at, int end) {
    int first = text[at];
    if (first >= 0) {
      return first << WIDTH_BITS | 1;
    }
    int lead = first & 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return BAD;
    }
    int width = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (at + width > end) {
      return BAD;
    }
    int value = lead & (0xff >> (width + 1));
    for (int i = 1; i < width; i++) {
      int next = text[at + i];
      if ((next & 0xc0) != 0x80) {
        return BAD;
      }
      value = value << 6 | (next & 0x3f);
    }
    boolean overlong = value < (width == 2 ? 0x80 : width == 3 ? 0x800 : 0x10000);
    boolean surrogate = value >= 0xd800 && value <= 0xdfff;
    return overlong || surrogate || value > MAX ? BAD : value << WIDTH_BITS | width;
  }

  /** The code point that ends at a place behind {@code from}, with its width. */
  static int before(byte[] text, int at, int from) {
    int last = text[at - 1];
    if (last >= 0) {
      return last << WIDTH_BITS | 1;
    }
    int most = Math.min(4, at - from);
    for (int width = 2; width <= most; width++) {
      if ((text[at - width] & 0xc0) != 0x80) {
        int read = at(text, at - width, at);
        return width(read) == width ? read : BAD;
      }
    }
    return BAD;
  }
}
