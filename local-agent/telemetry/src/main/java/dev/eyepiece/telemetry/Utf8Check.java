package dev.eyepiece.telemetry;

/** Whether bytes are well-formed UTF-8 (Unicode 15, table 3-7). */
final class Utf8Check {
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8Check() {}

  static boolean isWellFormed(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at <= end - Long.BYTES) {
      if (((long) LittleEndian.LONG.get(bytes, at) & HIGH_BITS) != 0) {
        return check(bytes, at, end);
      }
      at += Long.BYTES;
    }
    return at == end || isAscii(bytes, offset, at, end) || check(bytes, at, end);
  }

  /** Whether the last bytes, fewer than eight, are ASCII: by one look where a word can be read. */
  private static boolean isAscii(byte[] bytes, int offset, int at, int end) {
    if (end - offset >= Long.BYTES) {
      return ((long) LittleEndian.LONG.get(bytes, end - Long.BYTES) & HIGH_BITS) == 0;
    }
    if (bytes.length - at >= Long.BYTES) {
      long wanted = HIGH_BITS >>> ((Long.BYTES - (end - at)) * Byte.SIZE);
      return ((long) LittleEndian.LONG.get(bytes, at) & wanted) == 0;
    }
    int bits = 0;
    for (int i = at; i < end; i++) {
      bits |= bytes[i];
    }
    return bits >= 0;
  }

  private static boolean check(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      int lead = bytes[at++];
      if (lead >= 0) {
        continue;
      }
      int lowest = 0x80;
      int highest = 0xBF;
      int more;
      switch (lead & 0xFF) {
        case 0xE0 -> {
          more = 2;
          lowest = 0xA0;
        }
        case 0xED -> {
          more = 2;
          highest = 0x9F;
        }
        case 0xF0 -> {
          more = 3;
          lowest = 0x90;
        }
        case 0xF4 -> {
          more = 3;
          highest = 0x8F;
        }
        default -> more = following(lead & 0xFF);
      }
      if (more == 0 || end - at < more) {
        return false;
      }
      int second = bytes[at] & 0xFF;
      if (second < lowest || second > highest) {
        return false;
      }
      for (int i = 1; i < more; i++) {
        if ((bytes[at + i] & 0xC0) != 0x80) {
          return false;
        }
      }
      at += more;
    }
    return true;
  }

  /** Continuation bytes after a lead byte that allows any of them; 0 for what is no lead byte. */
  private static int following(int lead) {
    if (lead >= 0xC2 && lead <= 0xDF) {
      return 1;
    }
    if (lead >= 0xE1 && lead <= 0xEF) {
      return 2;
    }
    return lead >= 0xF1 && lead <= 0xF3 ? 3 : 0;
  }
}
