package dev.eyepiece.ui.trace;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that have a row now, in reading order, given what is collapsed, focused and filtered.
 * Immutable; a collapsed branch costs nothing to skip.
 */
public final class VisibleRows {
  private final int[] nodes;
  private final int size;

  private VisibleRows(int[] nodes, int size) {
    this.nodes = nodes;
    this.size = size;
  }

  /**
   * Lists the rows.
   *
   * @param collapsed nodes whose branch is folded
   * @param focus only this node and what is below it; -1 for all
   * @param only nodes that may be shown, {@code null} for all
   */
  public static VisibleRows of(TraceTree tree, BitSet collapsed, int focus, @Nullable BitSet only) {
    int from = focus < 0 ? 0 : tree.position(focus);
    int to = focus < 0 ? tree.nodes() : tree.subtreeEnd(focus);
    int[] nodes = new int[to - from];
    int size = 0;
    int place = from;
    while (place < to) {
      int node = tree.nodeAt(place);
      if (only == null || only.get(node)) {
        nodes[size++] = node;
      }
      place = collapsed.get(node) ? tree.subtreeEnd(node) : place + 1;
    }
    return new VisibleRows(nodes, size);
  }

  public int size() {
    return size;
  }

  public int node(int row) {
    return nodes[row];
  }

  /** Whether the node has a row of its own. */
  public boolean shows(TraceTree tree, int node) {
    int row = rowOf(tree, node);
    return row >= 0 && nodes[row] == node;
  }

  /** The row of a node, or of the nearest node above it that has one; -1 when none has. */
  public int rowOf(TraceTree tree, int node) {
    int low = 0;
    int high = size - 1;
    int wanted = tree.position(node);
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = tree.position(nodes[middle]);
      if (at == wanted) {
        return middle;
      } else if (at < wanted) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    int above = tree.parent(node);
    while (high >= 0 && above >= 0) {
      if (nodes[high] == above) {
        return high;
      }
      if (tree.position(nodes[high]) > tree.position(above)) {
        high--;
      } else {
        above = tree.parent(above);
      }
    }
    return -1;
  }
}
