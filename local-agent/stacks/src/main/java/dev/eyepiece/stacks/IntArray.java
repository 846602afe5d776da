package dev.eyepiece.stacks;

import java.util.Arrays;

/** Ints that grow at the end. For one thread. */
final class IntArray {
  private int[] values;
  private int size;

  IntArray() {
    this(16);
  }

  IntArray(int capacity) {
    values = new int[capacity];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(16, size + (size >> 1)));
    }
    values[size++] = value;
  }

  int get(int index) {
    return values[index];
  }

  void set(int index, int value) {
    values[index] = value;
  }

  int size() {
    return size;
  }

  /** Forgets everything from {@code size} on. */
  void truncate(int newSize) {
    size = newSize;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
