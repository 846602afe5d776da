package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import java.util.Arrays;
import java.util.List;

/**
 * The order of rows in a chunk: what has one key, such as the spans of a trace, lies together, so
 * that the key takes hardly any room, and in the order of its arrival. For one thread.
 */
final class RowOrder {
  private long[] keys = new long[0];
  private int[] batches = new int[0];
  private int[] rows = new int[0];
  private int size;
  private int groups;

  /** By what rows lie together: equal for rows of one group, and spread over all bits. */
  interface Key<B> {
    long of(B batch, int row);
  }

  <B extends RecordBatch> void sort(List<B> from, Key<B> key) {
    size = from.stream().mapToInt(RecordBatch::size).sum();
    if (keys.length < size) {
      keys = new long[size];
      batches = new int[size];
      rows = new int[size];
    }
    int indexBits = 32 - Integer.numberOfLeadingZeros(Math.max(1, size));
    long mask = (1L << indexBits) - 1;
    int at = 0;
    for (int b = 0; b < from.size(); b++) {
      B batch = from.get(b);
      for (int row = 0; row < batch.size(); row++) {
        batches[at] = b;
        rows[at] = row;
        keys[at] = (key.of(batch, row) & ~mask) | at;
        at++;
      }
    }
    Arrays.sort(keys, 0, size);
    groups = 0;
    long before = 0;
    for (int i = 0; i < size; i++) {
      long group = keys[i] & ~mask;
      if (i == 0 || group != before) {
        groups++;
      }
      before = group;
      keys[i] &= mask;
    }
  }

  /** A key of two numbers. */
  static long hash(long high, long low) {
    long hash = (high ^ (low * 0x9E3779B97F4A7C15L)) * 0xBF58476D1CE4E5B9L;
    return hash ^ (hash >>> 32);
  }

  int rows() {
    return size;
  }

  /** How many keys there are; by their upper bits, so at most a few too few. */
  int groups() {
    return groups;
  }

  int batch(int at) {
    return batches[(int) keys[at]];
  }

  int row(int at) {
    return rows[(int) keys[at]];
  }
}
