package dev.eyepiece.ottl.regex;

import java.util.Arrays;

/** A short text to be found: what it cannot be part of is skipped. */
final class Needle {
  private final byte[] bytes;

  /** How far to go on when a byte stands under the last one of the needle. */
  private final byte[] skip = new byte[256];

  Needle(byte[] bytes) {
    this.bytes = bytes;
    Arrays.fill(skip, (byte) Math.min(bytes.length, Byte.MAX_VALUE));
    for (int i = 0; i < bytes.length - 1; i++) {
      skip[bytes[i] & 0xff] = (byte) Math.min(bytes.length - 1 - i, Byte.MAX_VALUE);
    }
  }

  int length() {
    return bytes.length;
  }

  /** Where it stands from a place on; -1 when nowhere. */
  int in(byte[] text, int from) {
    int last = bytes.length - 1;
    byte lastByte = bytes[last];
    for (int at = from + last; at < text.length; ) {
      byte b = text[at];
      if (b == lastByte && isAt(text, at - last)) {
        return at - last;
      }
      at += skip[b & 0xff];
    }
    return -1;
  }

  private boolean isAt(byte[] text, int at) {
    for (int i = 0; i < bytes.length; i++) {
      if (text[at + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
