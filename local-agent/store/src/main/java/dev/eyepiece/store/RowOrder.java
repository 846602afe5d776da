package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * The order of rows in a chunk: what has one key, such as the spans of a trace, lies together, so
 * that the key takes hardly any room; groups lie in the order in which their first row came, and so
 * do the rows of a group. Neighbours in a chunk are thus mostly neighbours in their request, which
 * makes them cheap to gather. For one thread.
 */
final class RowOrder {
  /** Senders choose the keys; none of them may know which keys meet in the table. */
  private static final long SEED = new SecureRandom().nextLong() | 1;

  private static final int FEWEST_SLOTS = 64;

  private int[] batches = new int[0];
  private int[] rows = new int[0];
  private int[] groupOf = new int[0];
  private int[] next = new int[0];
  private long[] slotKeys = new long[FEWEST_SLOTS];
  private int[] slotGroups = new int[FEWEST_SLOTS];
  private int size;
  private int groups;

  /** By what rows lie together: equal for rows of one group, and spread over all bits. */
  interface Key<B> {
    long of(B batch, int row);
  }

  <B extends RecordBatch> void sort(List<B> from, Key<B> key) {
    begin(from.stream().mapToInt(RecordBatch::size).sum());
    int at = 0;
    long before = 0;
    int group = -1;
    for (B batch : from) {
      for (int row = 0; row < batch.size(); row++) {
        long of = key.of(batch, row);
        if (group < 0 || of != before) {
          group = group(of);
          before = of;
        }
        groupOf[at++] = group;
        next[group]++;
      }
    }
    place(from);
  }

  private void begin(int count) {
    size = count;
    groups = 0;
    if (rows.length < size) {
      batches = new int[size];
      rows = new int[size];
      groupOf = new int[size];
      next = new int[size];
    }
    Arrays.fill(next, 0, size, 0);
    int slots = Math.max(FEWEST_SLOTS, Integer.highestOneBit(Math.max(1, size)) << 2);
    if (slotKeys.length != slots) {
      slotKeys = new long[slots];
      slotGroups = new int[slots];
    } else {
      Arrays.fill(slotGroups, 0);
    }
  }

  /** The number of a key's group, which is its next one when the key is new. */
  private int group(long key) {
    int mask = slotKeys.length - 1;
    int slot = (int) ((key * SEED) >>> Integer.SIZE) & mask;
    while (slotGroups[slot] != 0) {
      if (slotKeys[slot] == key) {
        return slotGroups[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    slotKeys[slot] = key;
    slotGroups[slot] = ++groups;
    return groups - 1;
  }

  /** Makes of the groups' sizes where each begins, and puts every row where its group has room. */
  private void place(List<? extends RecordBatch> from) {
    int begin = 0;
    for (int group = 0; group < groups; group++) {
      int count = next[group];
      next[group] = begin;
      begin += count;
    }
    int at = 0;
    for (int b = 0; b < from.size(); b++) {
      int count = from.get(b).size();
      for (int row = 0; row < count; row++) {
        int to = next[groupOf[at++]]++;
        batches[to] = b;
        rows[to] = row;
      }
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

  /** How many keys there are. */
  int groups() {
    return groups;
  }

  int batch(int at) {
    return batches[at];
  }

  int row(int at) {
    return rows[at];
  }
}
