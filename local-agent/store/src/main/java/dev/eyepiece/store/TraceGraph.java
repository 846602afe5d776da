package dev.eyepiece.store;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One trace's spans by their ids, for the relations of {@link SpanSet}. Cycles of parents, parents
 * that are not held and spans that came twice are what they are. For one thread.
 */
final class TraceGraph {
  private static final int[] NONE = {};

  private long[] spanIds = new long[64];
  private long[] parentIds = new long[64];
  private int size;
  private final Map<Long, int[]> rowsByParent = new HashMap<>();
  private final Map<Long, int[]> rowsById = new HashMap<>();
  private boolean indexed;

  void clear() {
    size = 0;
    indexed = false;
    rowsByParent.clear();
    rowsById.clear();
  }

  void add(long spanId, long parentId) {
    if (size == spanIds.length) {
      spanIds = Arrays.copyOf(spanIds, size * 2);
      parentIds = Arrays.copyOf(parentIds, size * 2);
    }
    spanIds[size] = spanId;
    parentIds[size++] = parentId;
  }

  int size() {
    return size;
  }

  long spanId(int row) {
    return spanIds[row];
  }

  /** Those of the right rows that stand so to any of the left. */
  BitSet related(BitSet left, SpanSet.Step step, BitSet right) {
    index();
    BitSet found =
        switch (step) {
          case CHILD -> neighbours(left, rowsByParent, spanIds);
          case PARENT -> neighbours(left, rowsById, parentIds);
          case DESCENDANT -> reached(left, rowsByParent, spanIds);
          case ANCESTOR -> reached(left, rowsById, parentIds);
          case SIBLING -> siblings(left);
        };
    found.and(right);
    return found;
  }

  private void index() {
    if (!indexed) {
      indexed = true;
      group(spanIds, rowsById);
      group(parentIds, rowsByParent);
    }
  }

  private void group(long[] ids, Map<Long, int[]> into) {
    Map<Long, Integer> counts = new HashMap<>();
    for (int row = 0; row < size; row++) {
      counts.merge(ids[row], 1, Integer::sum);
    }
    counts.forEach((id, count) -> into.put(id, new int[count]));
    for (int row = size - 1; row >= 0; row--) {
      int at = counts.merge(ids[row], -1, Integer::sum);
      into.getOrDefault(ids[row], NONE)[at] = row;
    }
  }

  /** The rows that have one of the ids; 0 is no id. */
  private BitSet neighbours(BitSet from, Map<Long, int[]> rows, long[] ids) {
    BitSet found = new BitSet(size);
    Set<Long> done = new HashSet<>();
    for (int row = from.nextSetBit(0); row >= 0; row = from.nextSetBit(row + 1)) {
      if (ids[row] != 0 && done.add(ids[row])) {
        for (int other : rows.getOrDefault(ids[row], NONE)) {
          found.set(other);
        }
      }
    }
    return found;
  }

  /** The same over any number of steps; each id is gone from once, so that cycles end. */
  private BitSet reached(BitSet from, Map<Long, int[]> rows, long[] ids) {
    BitSet found = new BitSet(size);
    Set<Long> done = new HashSet<>();
    Deque<Long> next = new ArrayDeque<>();
    for (int row = from.nextSetBit(0); row >= 0; row = from.nextSetBit(row + 1)) {
      if (ids[row] != 0 && done.add(ids[row])) {
        next.add(ids[row]);
      }
    }
    while (!next.isEmpty()) {
      for (int other : rows.getOrDefault(next.remove(), NONE)) {
        found.set(other);
        if (ids[other] != 0 && done.add(ids[other])) {
          next.add(ids[other]);
        }
      }
    }
    return found;
  }

  /** Rows beside which a row of the left with another span id has the same parent id. */
  private BitSet siblings(BitSet left) {
    Map<Long, Set<Long>> ids = new HashMap<>();
    for (int row = left.nextSetBit(0); row >= 0; row = left.nextSetBit(row + 1)) {
      if (parentIds[row] != 0) {
        ids.computeIfAbsent(parentIds[row], _ -> new HashSet<>()).add(spanIds[row]);
      }
    }
    BitSet found = new BitSet(size);
    for (Map.Entry<Long, Set<Long>> parent : ids.entrySet()) {
      for (int row : rowsByParent.getOrDefault(parent.getKey(), NONE)) {
        Set<Long> others = parent.getValue();
        if (others.size() > 1 || !others.contains(spanIds[row])) {
          found.set(row);
        }
      }
    }
    return found;
  }
}
