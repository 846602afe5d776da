package dev.eyepiece.stacks;

import java.util.Arrays;
import java.util.List;

/**
 * What each function took in a tree: the table beside the graph. A function that is on a stack more
 * than once counts once. Immutable.
 */
public final class FrameTotals {
  private final StackTree tree;
  private final long[] self;
  private final long[] total;

  private FrameTotals(StackTree tree, long[] self, long[] total) {
    this.tree = tree;
    this.self = self;
    this.total = total;
  }

  /** Adds up a tree whose root is the outermost caller; one walk over its nodes. */
  public static FrameTotals of(StackTree tree) {
    int count = tree.frames().size();
    long[] self = new long[count];
    long[] total = new long[count];
    int[] open = new int[count];
    int[] next = TreeWalk.depthFirst(tree);
    int[] depth = tree.depths();
    int[] path = new int[64];
    int level = 0;
    for (int node : next) {
      while (level >= depth[node]) {
        open[path[level--]]--;
      }
      level = depth[node];
      if (level == path.length) {
        path = Arrays.copyOf(path, level * 2);
      }
      int frame = tree.frame(node);
      path[level] = frame;
      self[frame] += tree.self(node);
      if (open[frame]++ == 0) {
        total[frame] += tree.total(node);
      }
    }
    return new FrameTotals(tree, self, total);
  }

  public StackTree tree() {
    return tree;
  }

  public List<Frame> frames() {
    return tree.frames();
  }

  /** What was counted in the function itself. */
  public long self(int frame) {
    return self[frame];
  }

  /** What was counted in stacks with the function on them. */
  public long total(int frame) {
    return total[frame];
  }

  /** The functions that occur, the largest own value first, then the largest total. */
  public int[] bySelf() {
    return sorted(self, total);
  }

  /** The functions that occur, the largest total first, then the largest own value. */
  public int[] byTotal() {
    return sorted(total, self);
  }

  private int[] sorted(long[] first, long[] second) {
    int[] order =
        IntSort.sorted(
            first.length,
            (a, b) -> {
              int c = Long.compare(first[b], first[a]);
              return c != 0 ? c : Long.compare(second[b], second[a]);
            });
    return Arrays.stream(order).filter(frame -> total[frame] > 0).toArray();
  }
}
