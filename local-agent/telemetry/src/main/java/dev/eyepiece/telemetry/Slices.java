package dev.eyepiece.telemetry;

import java.util.Arrays;

/** Growing list of pieces of an array. For one thread. */
final class Slices {
  private int[] bounds = new int[2];
  private int size;

  void add(int from, int to) {
    if (2 * size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 4 * size);
    }
    bounds[2 * size] = from;
    bounds[2 * size + 1] = to;
    size++;
  }

  int size() {
    return size;
  }

  int from(int piece) {
    return bounds[2 * piece];
  }

  int to(int piece) {
    return bounds[2 * piece + 1];
  }
}
