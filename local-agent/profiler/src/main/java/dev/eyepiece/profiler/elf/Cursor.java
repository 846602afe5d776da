package dev.eyepiece.profiler.elf;

import java.nio.ByteBuffer;

/** Reads DWARF's numbers one after the other; beyond the end it throws. For one thread. */
final class Cursor {
  private static final int PC_RELATIVE = 0x10;

  private final ByteBuffer in;
  private int at;

  Cursor(ByteBuffer in, int at) {
    this.in = in;
    this.at = at;
  }

  int position() {
    return at;
  }

  void skip(long bytes) {
    if (bytes < 0 || bytes > in.limit() - at) {
      throw new IndexOutOfBoundsException("skips " + bytes + " bytes");
    }
    at += (int) bytes;
  }

  int u8() {
    return in.get(at++) & 0xff;
  }

  int u16() {
    at += 2;
    return Short.toUnsignedInt(in.getShort(at - 2));
  }

  long u32() {
    at += 4;
    return Integer.toUnsignedLong(in.getInt(at - 4));
  }

  long u64() {
    at += 8;
    return in.getLong(at - 8);
  }

  long uleb() {
    long value = 0;
    int shift = 0;
    int part;
    do {
      part = u8();
      if (shift < 64) {
        value |= (long) (part & 0x7f) << shift;
      }
      shift += 7;
    } while ((part & 0x80) != 0);
    return value;
  }

  long sleb() {
    long value = 0;
    int shift = 0;
    int part;
    do {
      part = u8();
      if (shift < 64) {
        value |= (long) (part & 0x7f) << shift;
      }
      shift += 7;
    } while ((part & 0x80) != 0);
    return shift < 64 && (part & 0x40) != 0 ? value | -1L << shift : value;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int c = u8(); c != 0; c = u8()) {
      text.append((char) c);
    }
    return text.toString();
  }

  /**
   * A pointer in one of the encodings of LSB, table 10.5 and 10.6.
   *
   * @param sectionAddress where the section is loaded, for pointers relative to themselves
   */
  long encoded(int encoding, long sectionAddress) {
    int place = at;
    long value =
        switch (encoding & 0x0f) {
          case 0x00, 0x04, 0x0c -> u64();
          case 0x01 -> uleb();
          case 0x02 -> u16();
          case 0x03 -> u32();
          case 0x09 -> sleb();
          case 0x0a -> (short) u16();
          case 0x0b -> (int) u32();
          default -> throw new IndexOutOfBoundsException("unknown encoding " + encoding);
        };
    return (encoding & 0x70) == PC_RELATIVE ? value + sectionAddress + place : value;
  }
}
