package dev.eyepiece.stacks;

import java.util.Arrays;

/**
 * Turns stacks round, one level of callers after the other: the stacks that agree so far lie side
 * by side and are sorted by their next caller. Costs the sum of the depths of the stacks, without a
 * hash table; the number of nodes is bounded, since turned stacks share little.
 */
final class Inversion {
  private final StackTree tree;
  private final int[] parent;
  private final int[] frame;
  private final int maxNodes;

  private final IntArray outParent = new IntArray();
  private final IntArray outFrame = new IntArray();
  private final LongArray outSelf = new LongArray();
  private long unexplored;

  Inversion(StackTree tree, int maxNodes) {
    this.tree = tree;
    this.maxNodes = maxNodes;
    parent = tree.parents();
    frame = tree.frameIds();
  }

  /** The tree of callers of all nodes with a weight. */
  StackTree of(long[] weight) {
    int count = 0;
    for (int node = 1; node < weight.length; node++) {
      count += weight[node] > 0 ? 1 : 0;
    }
    int[] cursor = new int[count];
    long[] value = new long[count];
    int next = 0;
    for (int node = 1; node < weight.length; node++) {
      if (weight[node] > 0) {
        cursor[next] = node;
        value[next++] = weight[node];
      }
    }
    append(-1, -1, weight[0]);
    levels(cursor, value, new int[count]);
    return new StackTree(
        tree.frames(),
        outParent.toArray(),
        outFrame.toArray(),
        outSelf.toArray(),
        tree.type(),
        unexplored);
  }

  /**
   * Follows all cursors to the root.
   *
   * @param group of each cursor, the node of the result that it has come to; equal ones are
   *     neighbours
   */
  private void levels(int[] cursor, long[] value, int[] group) {
    int live = cursor.length;
    long[] keys = new long[live];
    int[] moved = new int[live];
    long[] movedValue = new long[live];
    while (live > 0) {
      int kept = 0;
      int from = 0;
      while (from < live) {
        int to = from + 1;
        while (to < live && group[to] == group[from]) {
          to++;
        }
        if (outParent.size() + (to - from) > maxNodes) {
          giveUp(value, from, to, group[from]);
          from = to;
          continue;
        }
        sort(cursor, value, from, to, keys, moved, movedValue);
        int caller = group[from];
        int node = -1;
        int nodeFrame = -1;
        for (int i = from; i < to; i++) {
          if (frame[cursor[i]] != nodeFrame) {
            nodeFrame = frame[cursor[i]];
            node = append(caller, nodeFrame, 0);
          }
          int up = parent[cursor[i]];
          if (up == 0) {
            outSelf.set(node, outSelf.get(node) + value[i]);
          } else {
            cursor[kept] = up;
            value[kept] = value[i];
            group[kept++] = node;
          }
        }
        from = to;
      }
      live = kept;
    }
  }

  private void giveUp(long[] value, int from, int to, int node) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += value[i];
    }
    outSelf.set(node, outSelf.get(node) + sum);
    unexplored += sum;
  }

  private void sort(
      int[] cursor, long[] value, int from, int to, long[] keys, int[] moved, long[] movedValue) {
    if (to - from == 1) {
      return;
    }
    boolean sorted = true;
    for (int i = from; i < to; i++) {
      keys[i] = ((long) frame[cursor[i]] << 32) | i;
      sorted &= i == from || keys[i - 1] <= keys[i];
    }
    if (sorted) {
      return;
    }
    Arrays.sort(keys, from, to);
    for (int i = from; i < to; i++) {
      moved[i] = cursor[(int) keys[i]];
      movedValue[i] = value[(int) keys[i]];
    }
    System.arraycopy(moved, from, cursor, from, to - from);
    System.arraycopy(movedValue, from, value, from, to - from);
  }

  private int append(int caller, int frameId, long self) {
    outParent.add(caller);
    outFrame.add(frameId);
    outSelf.add(self);
    return outParent.size() - 1;
  }
}
