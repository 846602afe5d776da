package dev.eyepiece.ui.trace;

import dev.eyepiece.store.TraceSpans;
import java.util.Arrays;

/**
 * Finds nodes by span id, without an object for each: an open-addressed table. Also names the
 * parents that were not received, in the order of their first child.
 */
final class SpanIds {
  private static final int EMPTY = -1;

  private final TraceSpans spans;
  private final int[] table;
  private final int mask;
  private long[] missing = new long[0];
  private int missingCount;

  SpanIds(TraceSpans spans) {
    this.spans = spans;
    int capacity = Integer.highestOneBit(Math.max(8, spans.size() * 2)) * 2;
    table = new int[capacity];
    mask = capacity - 1;
    Arrays.fill(table, EMPTY);
    for (int row = 0; row < spans.size(); row++) {
      add(spans.spanId()[row], row);
    }
    for (int row = 0; row < spans.size(); row++) {
      long id = spans.parentSpanId()[row];
      if (id != 0 && node(id) < 0) {
        addMissing(id);
      }
    }
    missing = Arrays.copyOf(missing, missingCount);
  }

  private void addMissing(long id) {
    if (missingCount == missing.length) {
      missing = Arrays.copyOf(missing, Math.max(4, missingCount * 2));
    }
    missing[missingCount] = id;
    add(id, spans.size() + missingCount++);
  }

  private long id(int node) {
    return node < spans.size() ? spans.spanId()[node] : missing[node - spans.size()];
  }

  private int slot(long id) {
    long mixed = id * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (table[slot] != EMPTY && id(table[slot]) != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void add(long id, int node) {
    int slot = slot(id);
    if (table[slot] == EMPTY) {
      table[slot] = node;
    }
  }

  /** The first node with the id, -1 for none. */
  int node(long id) {
    return id == 0 ? EMPTY : table[slot(id)];
  }

  /** Ids of parents that were not received; a node for each follows the spans. */
  long[] missing() {
    return missing;
  }
}
