package dev.eyepiece.stacks;

import java.util.Arrays;

/** Longs that grow at the end. For one thread. */
final class LongArray {
  private long[] values;
  private int size;

  LongArray() {
    this(16);
  }

  LongArray(int capacity) {
    values = new long[capacity];
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(16, size + (size >> 1)));
    }
    values[size++] = value;
  }

  long get(int index) {
    return values[index];
  }

  void set(int index, long value) {
    values[index] = value;
  }

  int size() {
    return size;
  }

  /** Forgets everything from {@code size} on. */
  void truncate(int newSize) {
    size = newSize;
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
