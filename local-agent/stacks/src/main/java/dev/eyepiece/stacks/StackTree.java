package dev.eyepiece.stacks;

import java.util.BitSet;
import java.util.List;

/**
 * Values of one type added up by call path: what flame graphs show. Node 0 is the root and stands
 * for everything; a node's parent has a smaller number. Immutable and safe for use by several
 * threads. Every way to make another one keeps the sum of what it keeps: nothing is counted twice.
 */
public final class StackTree {
  private final List<Frame> frames;
  private final int[] parent;
  private final int[] frame;
  private final long[] self;
  private final long[] total;
  private final SampleType type;
  private final long unexplored;

  StackTree(List<Frame> frames, int[] parent, int[] frame, long[] self, SampleType type) {
    this(frames, parent, frame, self, type, 0);
  }

  StackTree(
      List<Frame> frames,
      int[] parent,
      int[] frame,
      long[] self,
      SampleType type,
      long unexplored) {
    this.frames = frames;
    this.parent = parent;
    this.frame = frame;
    this.self = self;
    this.type = type;
    this.unexplored = unexplored;
    total = self.clone();
    for (int node = parent.length - 1; node > 0; node--) {
      total[parent[node]] += total[node];
    }
  }

  static StackTree empty(List<Frame> frames) {
    return new StackTree(
        frames, new int[] {-1}, new int[] {-1}, new long[1], new SampleType("", ""));
  }

  /** Without the nodes under which nothing was counted. */
  static StackTree pruned(
      List<Frame> frames, int[] parent, int[] frame, long[] self, SampleType type) {
    BitSet kept = new BitSet(parent.length);
    kept.set(0);
    for (int node = parent.length - 1; node > 0; node--) {
      if (self[node] > 0 || kept.get(node)) {
        kept.set(node);
        kept.set(parent[node]);
      }
    }
    int size = kept.cardinality();
    if (size == parent.length) {
      return new StackTree(frames, parent, frame, self, type);
    }
    int[] number = new int[parent.length];
    int[] newParent = new int[size];
    int[] newFrame = new int[size];
    long[] newSelf = new long[size];
    int next = 0;
    for (int node = 0; node < parent.length; node++) {
      if (kept.get(node)) {
        number[node] = next;
        newParent[next] = node == 0 ? -1 : number[parent[node]];
        newFrame[next] = frame[node];
        newSelf[next++] = self[node];
      }
    }
    return new StackTree(frames, newParent, newFrame, newSelf, type);
  }

  /** Nodes with the root. */
  public int size() {
    return parent.length;
  }

  public List<Frame> frames() {
    return frames;
  }

  public SampleType type() {
    return type;
  }

  /** Of everything. */
  public long total() {
    return total[0];
  }

  /** The node that called; -1 of the root. */
  public int parent(int node) {
    return parent[node];
  }

  /** Index into {@link #frames()}; -1 of the root. */
  public int frame(int node) {
    return frame[node];
  }

  /** What was counted in the node itself. */
  public long self(int node) {
    return self[node];
  }

  /** What was counted in the node and everything that it called. */
  public long total(int node) {
    return total[node];
  }

  /**
   * Of a tree of callers that reached its bound: what was counted in nodes whose callers are not in
   * it. Zero when all are.
   */
  public long unexplored() {
    return unexplored;
  }

  /** For each node, 1 for a child of the root and so on. */
  int[] depths() {
    int[] depth = new int[parent.length];
    for (int node = 1; node < parent.length; node++) {
      depth[node] = depth[parent[node]] + 1;
    }
    return depth;
  }

  /**
   * The nodes that are the outermost ones of their path with a frame of the set.
   *
   * @return of each node, whether it is one
   */
  BitSet outermost(BitSet frameSet) {
    BitSet inside = new BitSet(parent.length);
    BitSet outermost = new BitSet(parent.length);
    for (int node = 1; node < parent.length; node++) {
      if (inside.get(parent[node])) {
        inside.set(node);
      } else if (frameSet.get(frame[node])) {
        inside.set(node);
        outermost.set(node);
      }
    }
    return outermost;
  }

  /** What was counted in stacks that hold a frame of the set; each stack counts once. */
  public long totalOf(BitSet frameSet) {
    BitSet nodes = outermost(frameSet);
    long sum = 0;
    for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
      sum += total[node];
    }
    return sum;
  }

  @Override
  public String toString() {
    return "StackTree[" + size() + " nodes, " + total() + " " + type.label() + "]";
  }

  int[] parents() {
    return parent;
  }

  int[] frameIds() {
    return frame;
  }

  long[] selfs() {
    return self;
  }
}
