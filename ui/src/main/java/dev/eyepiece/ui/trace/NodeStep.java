package dev.eyepiece.ui.trace;

import java.util.BitSet;

/** Walks from one marked node to the next in reading order, and round at the end. */
public final class NodeStep {
  private NodeStep() {}

  /**
   * The next marked node after a node, or before it; -1 when none is marked.
   *
   * @param marked nodes
   * @param from -1 to begin at the first (or last)
   */
  public static int step(TraceTree tree, BitSet marked, int from, boolean forward) {
    int nodes = tree.nodes();
    int start = from < 0 ? (forward ? -1 : nodes) : tree.position(from);
    for (int i = 1; i <= nodes; i++) {
      int place = Math.floorMod(forward ? start + i : start - i, nodes);
      if (marked.get(tree.nodeAt(place))) {
        return tree.nodeAt(place);
      }
    }
    return -1;
  }

  /** Which of the marked nodes a node is, counted from 1 in reading order; 0 when it is none. */
  public static int rank(TraceTree tree, BitSet marked, int node) {
    if (node < 0 || !marked.get(node)) {
      return 0;
    }
    int rank = 0;
    for (int place = 0; place <= tree.position(node); place++) {
      rank += marked.get(tree.nodeAt(place)) ? 1 : 0;
    }
    return rank;
  }
}
