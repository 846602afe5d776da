package dev.eyepiece.ui.trace;

import dev.eyepiece.store.TraceSpans;
import java.util.Arrays;

/** Says which node each node hangs under, and cuts cycles. */
final class Parents {
  private static final int NONE = -1;
  private static final byte WALKING = 1;
  private static final byte DONE = 2;

  private Parents() {}

  /** Parents by node, -1 for roots; sets the flags for duplicates and cut cycles. */
  static int[] of(TraceSpans spans, SpanIds ids, byte[] flags) {
    int[] parent = new int[spans.size() + ids.missing().length];
    Arrays.fill(parent, NONE);
    for (int row = 0; row < spans.size(); row++) {
      parent[row] = ids.node(spans.parentSpanId()[row]);
      if (spans.spanId()[row] != 0 && ids.node(spans.spanId()[row]) != row) {
        flags[row] |= TraceTree.DUPLICATE;
      }
    }
    cutCycles(parent, flags);
    return parent;
  }

  private static void cutCycles(int[] parent, byte[] flags) {
    byte[] state = new byte[parent.length];
    for (int start = 0; start < parent.length; start++) {
      int node = start;
      while (node != NONE && state[node] == 0) {
        state[node] = WALKING;
        node = parent[node];
      }
      boolean cycle = node != NONE && state[node] == WALKING;
      int earliest = cycle ? earliestOfCycle(parent, node) : NONE;
      for (node = start; node != NONE && state[node] == WALKING; node = parent[node]) {
        state[node] = DONE;
      }
      if (cycle) {
        flags[earliest] |= TraceTree.CYCLE;
        parent[earliest] = NONE;
      }
    }
  }

  private static int earliestOfCycle(int[] parent, int member) {
    int earliest = member;
    for (int node = parent[member]; node != member; node = parent[node]) {
      earliest = Math.min(earliest, node);
    }
    return earliest;
  }
}
