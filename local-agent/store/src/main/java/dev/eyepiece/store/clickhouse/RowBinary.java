package dev.eyepiece.store.clickhouse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** Rows in ClickHouse's format RowBinary: little-endian numbers, lengths as LEB128. */
final class RowBinary {
  private byte[] bytes = new byte[1 << 16];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  void int8(long value) {
    ensure(1);
    bytes[length++] = (byte) value;
  }

  void int32(long value) {
    ensure(4);
    for (int i = 0; i < 32; i += 8) {
      bytes[length++] = (byte) (value >>> i);
    }
  }

  void int64(long value) {
    ensure(8);
    for (int i = 0; i < 64; i += 8) {
      bytes[length++] = (byte) (value >>> i);
    }
  }

  void float64(double value) {
    int64(Double.doubleToRawLongBits(value));
  }

  void size(int value) {
    ensure(5);
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void text(String text) {
    text(text.getBytes(StandardCharsets.UTF_8));
  }

  void text(byte[] utf8) {
    size(utf8.length);
    ensure(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
  }

  void int64s(long[] values) {
    size(values.length);
    for (long value : values) {
      int64(value);
    }
  }

  void float64s(double[] values) {
    size(values.length);
    for (double value : values) {
      float64(value);
    }
  }

  /** An array, item by item. */
  <T> void array(List<T> items, BiConsumer<RowBinary, T> item) {
    size(items.size());
    for (T one : items) {
      item.accept(this, one);
    }
  }
}
