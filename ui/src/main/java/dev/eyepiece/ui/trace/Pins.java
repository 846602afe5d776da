package dev.eyepiece.ui.trace;

import java.util.ArrayList;
import java.util.List;

/** Spans that stay in sight above the rows, in the order in which they were pinned. */
final class Pins {
  /** More would leave no room for the rows; a further one takes the place of the oldest. */
  static final int MOST = 6;

  private List<Integer> nodes = new ArrayList<>();

  /** Pins a node, or lets it go. */
  void toggle(int node) {
    if (!nodes.remove(Integer.valueOf(node))) {
      if (nodes.size() == MOST) {
        nodes.removeFirst();
      }
      nodes.add(node);
    }
  }

  /** The same spans of a trace that has grown. */
  void grown(TraceTree before, TraceTree now) {
    nodes =
        new ArrayList<>(
            nodes.stream()
                .map(node -> TreeMoves.same(before, node, now))
                .filter(node -> node >= 0)
                .toList());
  }

  void clear() {
    nodes.clear();
  }

  int size() {
    return nodes.size();
  }

  int node(int index) {
    return nodes.get(index);
  }

  boolean has(int node) {
    return nodes.contains(node);
  }
}
