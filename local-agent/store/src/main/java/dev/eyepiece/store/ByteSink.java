package dev.eyepiece.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow; also protobuf's wire format, whose numbers are little-endian. One thread. */
class ByteSink {
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  byte[] bytes = new byte[1024];
  int length;

  final void clear() {
    length = 0;
  }

  final void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }

  final void put(byte one) {
    ensure(1);
    bytes[length++] = one;
  }

  final void put(char ascii) {
    put((byte) ascii);
  }

  final void put(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    put(utf8, 0, utf8.length);
  }

  final void put(byte[] source, int offset, int count) {
    ensure(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  final void varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** A number in decimal digits. */
  final void decimal(long value) {
    ensure(20);
    if (value == Long.MIN_VALUE) {
      put(Long.toString(value));
      return;
    }
    long rest = value;
    if (rest < 0) {
      bytes[length++] = '-';
      rest = -rest;
    }
    int digits = 1;
    for (long bound = 10; digits < 19 && rest >= bound; bound *= 10) {
      digits++;
    }
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  final void varintField(int field, long value) {
    varint((long) field << 3);
    varint(value);
  }

  final void fixed64Field(int field, long value) {
    varint(((long) field << 3) | FIXED64);
    littleEndian(value, 8);
  }

  final void fixed32Field(int field, int value) {
    varint(((long) field << 3) | FIXED32);
    littleEndian(value, 4);
  }

  private void littleEndian(long value, int count) {
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) (value >>> (8 * i));
    }
  }

  /** Bytes as they lie in ids: the highest first. */
  final void bigEndian(long value) {
    ensure(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  /** The tag of a field and how many bytes follow. */
  final void lengthField(int field, int count) {
    varint(((long) field << 3) | LENGTH);
    varint(count);
  }

  final void bytesField(int field, byte[] content, int offset, int count) {
    lengthField(field, count);
    put(content, offset, count);
  }

  final byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
