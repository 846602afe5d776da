package dev.eyepiece.ui.trace;

/** Where the selection goes by a key. */
final class TreeMoves {
  private static final int NONE = -1;

  private TreeMoves() {}

  /** The node so many rows further down; no further than the ends. -1 when there is no row. */
  static int byRows(VisibleRows rows, TraceTree tree, int node, int down) {
    if (rows.size() == 0) {
      return NONE;
    }
    int row = node < 0 ? NONE : rows.rowOf(tree, node);
    return rows.node(Math.clamp((long) row + down, 0, rows.size() - 1));
  }

  /** The next or previous child of the same parent, of roots the next or previous root; else -1. */
  static int sibling(TraceTree tree, int node, boolean forward) {
    int above = node < 0 ? NONE : tree.parent(node);
    if (node < 0) {
      return NONE;
    }
    if (above < 0) {
      return root(tree, node, forward);
    }
    int to = indexOf(tree, above, node) + (forward ? 1 : -1);
    return to >= 0 && to < tree.childCount(above) ? tree.child(above, to) : NONE;
  }

  private static int root(TraceTree tree, int node, boolean forward) {
    int place = forward ? tree.subtreeEnd(node) : tree.position(node) - 1;
    if (place < 0 || place >= tree.nodes()) {
      return NONE;
    }
    int other = tree.nodeAt(place);
    while (tree.parent(other) >= 0) {
      other = tree.parent(other);
    }
    return other;
  }

  /** Children stand in reading order, so their places are sorted. */
  private static int indexOf(TraceTree tree, int above, int node) {
    int low = 0;
    int high = tree.childCount(above) - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tree.position(tree.child(above, middle)) < tree.position(node)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The node of the same span in a trace that has grown, or of the span that stands for a stub. */
  static int same(TraceTree before, int node, TraceTree now) {
    if (node < 0) {
      return NONE;
    }
    if (!before.isStub(node)) {
      long batch = before.spans().batchId()[node];
      int place = before.spans().place()[node];
      for (int row = 0; row < now.spans().size(); row++) {
        if (now.spans().place()[row] == place && now.spans().batchId()[row] == batch) {
          return row;
        }
      }
    }
    return now.nodeOf(before.spanId(node));
  }
}
