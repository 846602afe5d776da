package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanBatch;
import java.util.Arrays;
import java.util.List;

/**
 * The order of rows in a chunk: spans of one trace lie together, so that their trace id takes
 * hardly any room, and in the order of their arrival. For one thread.
 */
final class TraceOrder {
  private long[] keys = new long[0];
  private int[] batches = new int[0];
  private int[] rows = new int[0];
  private int size;
  private int traces;

  void sort(List<SpanBatch> from) {
    size = from.stream().mapToInt(SpanBatch::size).sum();
    if (keys.length < size) {
      keys = new long[size];
      batches = new int[size];
      rows = new int[size];
    }
    int indexBits = 32 - Integer.numberOfLeadingZeros(Math.max(1, size));
    long mask = (1L << indexBits) - 1;
    int at = 0;
    for (int b = 0; b < from.size(); b++) {
      SpanBatch batch = from.get(b);
      for (int row = 0; row < batch.size(); row++) {
        batches[at] = b;
        rows[at] = row;
        keys[at] = (hash(batch.traceIdHigh(row), batch.traceIdLow(row)) & ~mask) | at;
        at++;
      }
    }
    Arrays.sort(keys, 0, size);
    traces = 0;
    long before = 0;
    for (int i = 0; i < size; i++) {
      long hash = keys[i] & ~mask;
      if (i == 0 || hash != before) {
        traces++;
      }
      before = hash;
      keys[i] &= mask;
    }
  }

  static long hash(long high, long low) {
    long hash = (high ^ (low * 0x9E3779B97F4A7C15L)) * 0xBF58476D1CE4E5B9L;
    return hash ^ (hash >>> 32);
  }

  int rows() {
    return size;
  }

  /** How many traces there are; by their hashes, so at most a few too few. */
  int traces() {
    return traces;
  }

  int batch(int at) {
    return batches[(int) keys[at]];
  }

  int row(int at) {
    return rows[(int) keys[at]];
  }
}
