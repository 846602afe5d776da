package dev.eyepiece.ui.trace;

import dev.eyepiece.store.TraceSpans;
import java.util.Arrays;

/**
 * The spans of a trace as a forest in which every span stands exactly once, whatever was sent.
 *
 * <p>Nodes are numbered: the rows of {@link TraceSpans} first, then one stub for each parent that
 * was not received. A cycle of parents is cut at its earliest span, which becomes a root. Of spans
 * with the same id the first gets the children. Immutable; safe for several threads.
 */
public final class TraceTree {
  /** The parent that the span names leads back to the span. */
  public static final int CYCLE = 1;

  /** An earlier span of the trace has the same id. */
  public static final int DUPLICATE = 2;

  /** The span starts before its parent does. */
  public static final int BEFORE_PARENT = 4;

  /** The span ends before it starts; it is drawn without length. */
  public static final int NEGATIVE = 8;

  private static final int NONE = -1;

  private final TraceSpans spans;
  private final SpanIds ids;
  private final int[] parent;
  private final int[] childFrom;
  private final int[] children;
  private final int[] depth;
  private final int[] order;
  private final int[] position;
  private final int[] subtreeEnd;
  private final byte[] flags;
  private final long[] stubFrom;
  private final long[] stubTo;
  private final long startUnixNano;
  private final long durationNano;
  private final int maxDepth;

  /** Builds the forest: O(n) but for the sorting of ids. */
  public TraceTree(TraceSpans spans) {
    this.spans = spans;
    this.ids = new SpanIds(spans);
    int nodes = spans.size() + ids.missing().length;
    flags = new byte[nodes];
    parent = Parents.of(spans, ids, flags);
    childFrom = new int[nodes + 1];
    children = childLists(nodes);
    stubFrom = new long[ids.missing().length];
    stubTo = new long[ids.missing().length];
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int i = 0; i < spans.size(); i++) {
      first = Math.min(first, spans.startUnixNano()[i]);
      last = Math.max(last, Math.max(spans.endUnixNano()[i], spans.startUnixNano()[i]));
    }
    startUnixNano = spans.size() == 0 ? 0 : first;
    durationNano = spans.size() == 0 ? 0 : minus(last, first);
    stubTimes();
    depth = new int[nodes];
    order = new int[nodes];
    position = new int[nodes];
    subtreeEnd = new int[nodes];
    maxDepth = walk();
    flagTimes();
  }

  /** Saturating difference of two instants. */
  private static long minus(long a, long b) {
    long difference = a - b;
    return ((a ^ b) & (a ^ difference)) < 0
        ? (a < b ? Long.MIN_VALUE : Long.MAX_VALUE)
        : difference;
  }

  private int[] childLists(int nodes) {
    for (int node = 0; node < nodes; node++) {
      if (parent[node] != NONE) {
        childFrom[parent[node] + 1]++;
      }
    }
    for (int i = 0; i < nodes; i++) {
      childFrom[i + 1] += childFrom[i];
    }
    int[] next = Arrays.copyOf(childFrom, nodes);
    int[] lists = new int[childFrom[nodes]];
    for (int node = 0; node < nodes; node++) {
      if (parent[node] != NONE) {
        lists[next[parent[node]]++] = node;
      }
    }
    return lists;
  }

  private void stubTimes() {
    for (int stub = 0; stub < stubFrom.length; stub++) {
      int node = spans.size() + stub;
      stubFrom[stub] = Long.MAX_VALUE;
      for (int i = childFrom[node]; i < childFrom[node + 1]; i++) {
        stubFrom[stub] = Math.min(stubFrom[stub], start(children[i]));
        stubTo[stub] = Math.max(stubTo[stub], end(children[i]));
      }
    }
  }

  /** Roots by start, a stub where its earliest child starts. */
  private int[] sortedRoots() {
    int[] roots = new int[parent.length];
    int count = 0;
    int stub = spans.size();
    // Stubs are numbered by their first child's row, so that both runs are sorted by start.
    for (int node = 0; node < spans.size(); node++) {
      if (parent[node] != NONE) {
        continue;
      }
      while (stub < parent.length && start(stub) < start(node)) {
        roots[count++] = stub++;
      }
      roots[count++] = node;
    }
    while (stub < parent.length) {
      roots[count++] = stub++;
    }
    return Arrays.copyOf(roots, count);
  }

  /** Numbers the nodes in reading order, with a stack of its own: traces may be very deep. */
  private int walk() {
    int deepest = 0;
    int at = 0;
    int[] stack = new int[parent.length + 1];
    int[] nextChild = Arrays.copyOf(childFrom, parent.length);
    for (int root : sortedRoots()) {
      int height = 0;
      stack[height++] = root;
      order[at] = root;
      position[root] = at++;
      while (height > 0) {
        int node = stack[height - 1];
        if (nextChild[node] == childFrom[node + 1]) {
          subtreeEnd[node] = at;
          height--;
          continue;
        }
        int child = children[nextChild[node]++];
        depth[child] = height;
        deepest = Math.max(deepest, height);
        order[at] = child;
        position[child] = at++;
        stack[height++] = child;
      }
    }
    return parent.length == 0 ? 0 : deepest + 1;
  }

  private void flagTimes() {
    for (int node = 0; node < spans.size(); node++) {
      if (spans.endUnixNano()[node] < spans.startUnixNano()[node]) {
        flags[node] |= NEGATIVE;
      }
      int above = parent[node];
      if (above != NONE && !isStub(above) && start(node) < start(above)) {
        flags[node] |= BEFORE_PARENT;
      }
    }
  }

  public TraceSpans spans() {
    return spans;
  }

  /** Spans and stubs. */
  public int nodes() {
    return parent.length;
  }

  /** Whether the node stands for a parent that was not received. */
  public boolean isStub(int node) {
    return node >= spans.size();
  }

  /** The span id of a node; of a stub the id by which its children name it. */
  public long spanId(int node) {
    return isStub(node) ? ids.missing()[node - spans.size()] : spans.spanId()[node];
  }

  /** The first node with the id, a stub included; -1 when there is none. */
  public int nodeOf(long spanId) {
    return ids.node(spanId);
  }

  /** The parent's node, -1 for a root. */
  public int parent(int node) {
    return parent[node];
  }

  public int childCount(int node) {
    return childFrom[node + 1] - childFrom[node];
  }

  /** The children are in order of start. */
  public int child(int node, int index) {
    return children[childFrom[node] + index];
  }

  /** Zero for a root. */
  public int depth(int node) {
    return depth[node];
  }

  /** Levels of the deepest branch, counted from 1; 0 for no spans. */
  public int levels() {
    return maxDepth;
  }

  /** The node at a place of the reading order: a parent before its children. */
  public int nodeAt(int place) {
    return order[place];
  }

  /** The node's place in the reading order. */
  public int position(int node) {
    return position[node];
  }

  /** The place after the last node below this one. */
  public int subtreeEnd(int node) {
    return subtreeEnd[node];
  }

  /** Spans and stubs below the node, however deep. */
  public int descendants(int node) {
    return subtreeEnd[node] - position[node] - 1;
  }

  public boolean isLastChild(int node) {
    int above = parent[node];
    return above == NONE || children[childFrom[above + 1] - 1] == node;
  }

  public boolean has(int node, int flag) {
    return (flags[node] & flag) != 0;
  }

  /** Whether anything about the span's place or times is not as it should be. */
  boolean isOdd(int node) {
    return flags[node] != 0;
  }

  /** Nanoseconds since the trace's start; of a stub the earliest of its children. */
  public long start(int node) {
    return isStub(node)
        ? stubFrom[node - spans.size()]
        : minus(spans.startUnixNano()[node], startUnixNano);
  }

  /** Nanoseconds since the trace's start, never before {@link #start}. */
  public long end(int node) {
    return isStub(node)
        ? stubTo[node - spans.size()]
        : Math.max(start(node), minus(spans.endUnixNano()[node], startUnixNano));
  }

  /** In nanoseconds, at least 0. */
  public long duration(int node) {
    return end(node) - start(node);
  }

  /** The earliest start, nanoseconds since 1970. */
  public long startUnixNano() {
    return startUnixNano;
  }

  /** From the earliest start to the latest end. */
  public long durationNano() {
    return durationNano;
  }

  /** The service of a span, empty for none and for stubs. */
  public String service(int node) {
    return isStub(node) ? "" : spans.services().get(spans.service()[node]);
  }

  /** The operation of a span; of a stub what it stands for. */
  public String name(int node) {
    return isStub(node) ? Texts.missingParent(spanId(node)) : spans.names().get(spans.name()[node]);
  }

  public boolean isError(int node) {
    return !isStub(node) && spans.statusCode()[node] == 2;
  }

  /** OTLP {@code SpanKind} as a number, 0 for stubs. */
  public int kind(int node) {
    return isStub(node) ? 0 : spans.kind()[node];
  }

  /** Parents that were not received. */
  public int stubs() {
    return parent.length - spans.size();
  }
}
