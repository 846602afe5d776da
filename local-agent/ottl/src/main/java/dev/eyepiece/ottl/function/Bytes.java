package dev.eyepiece.ottl.function;

import dev.eyepiece.telemetry.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text in the making, in UTF-8. */
final class Bytes {
  private byte[] bytes;
  private int size;

  Bytes(int capacity) {
    bytes = new byte[capacity];
  }

  void append(byte added) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(16, 2 * size));
    }
    bytes[size++] = added;
  }

  void append(String added) {
    append(added.getBytes(StandardCharsets.UTF_8));
  }

  void append(byte[] added) {
    append(added, 0, added.length);
  }

  /** Appends what lies between two places. */
  void append(byte[] source, int from, int to) {
    int length = to - from;
    if (size + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * bytes.length));
    }
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  Utf8 toText() {
    return Utf8.owning(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
  }
}
