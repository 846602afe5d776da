package dev.eyepiece.stacks;

import java.util.BitSet;
import java.util.List;

/**
 * Where each call of a tree lies: one level of boxes a depth of call, in each level from left to
 * right, at positions that count values, not pixels. Box 0 is the root, alone in level 0; the boxes
 * of a level have consecutive numbers in the order of their start, so that what can be seen is
 * found by binary search whatever the size of the tree. Immutable and safe for use by several
 * threads. Takes 36 bytes a box.
 */
public final class FlameLayout {
  private final StackTree tree;
  private final int[] levelStart;
  private final int[] node;
  private final int[] parent;
  private final long[] start;
  private final long[] end;

  private FlameLayout(
      StackTree tree, int[] levelStart, int[] node, int[] parent, long[] start, long[] end) {
    this.tree = tree;
    this.levelStart = levelStart;
    this.node = node;
    this.parent = parent;
    this.start = start;
    this.end = end;
  }

  /** Lays a tree out; costs time by its size, so not for the window's thread. */
  public static FlameLayout of(StackTree tree, Order order) {
    return new FlameLayouter(tree, order).layout();
  }

  static FlameLayout of(
      StackTree tree, int[] levelStart, int[] node, int[] parent, long[] start, long[] end) {
    return new FlameLayout(tree, levelStart, node, parent, start, end);
  }

  public StackTree tree() {
    return tree;
  }

  public List<Frame> frames() {
    return tree.frames();
  }

  /** Boxes with the root. */
  public int size() {
    return node.length;
  }

  /** Levels with that of the root. */
  public int levels() {
    return levelStart.length - 1;
  }

  /** First box of a level; of {@link #levels()}, the number of boxes. */
  public int levelStart(int level) {
    return levelStart[level];
  }

  /** The level that a box lies in. */
  public int level(int box) {
    int low = 0;
    int high = levels() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (levelStart[middle] <= box) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The node of the tree that a box shows. */
  public int node(int box) {
    return node[box];
  }

  /** Index of the function; -1 of the root. */
  public int frame(int box) {
    return tree.frame(node[box]);
  }

  /** The box of the caller; -1 of the root. */
  public int parent(int box) {
    return parent[box];
  }

  public long start(int box) {
    return start[box];
  }

  public long end(int box) {
    return end[box];
  }

  public long total(int box) {
    return tree.total(node[box]);
  }

  public long self(int box) {
    return tree.self(node[box]);
  }

  /**
   * The first box of a level that ends after a position; the number of the box behind the level
   * when none does.
   */
  public int firstEndingAfter(int level, double position) {
    return firstEndingAfter(levelStart[level], levelStart[level + 1], position);
  }

  /** The same among the boxes from {@code from} to before {@code to}, all of one level. */
  public int firstEndingAfter(int from, int to, double position) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if ((double) end[middle] <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The box at a position of a level; -1 when there is none. */
  public int boxAt(int level, double position) {
    if (level < 0 || level >= levels()) {
      return -1;
    }
    int box = firstEndingAfter(level, position);
    return box < levelStart[level + 1] && (double) start[box] <= position ? box : -1;
  }

  /** What stacks with a frame of the set add up to below a box; each stack counts once. */
  public long totalOf(BitSet frames, int box) {
    if (box == 0) {
      return tree.totalOf(frames);
    }
    for (int up = box; up > 0; up = parent[up]) {
      if (frames.get(frame(up))) {
        return total(box);
      }
    }
    long sum = 0;
    BitSet inside = new BitSet();
    for (int level = level(box) + 1; level < levels(); level++) {
      int first = firstEndingAfter(level, (double) start[box]);
      for (int b = first; b < levelStart[level + 1] && start[b] < end[box]; b++) {
        if (inside.get(parent[b])) {
          inside.set(b);
        } else if (frames.get(frame(b))) {
          inside.set(b);
          sum += total(b);
        }
      }
    }
    return sum;
  }
}
