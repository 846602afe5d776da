package dev.eyepiece.ui.trace;

import java.util.Arrays;

/**
 * What a trace waited for: for each root, who was at work at each moment of it, told backwards from
 * its end. The child that finished last before a moment had the work until then; what no child had
 * is the parent's own. A consumer does not hold up its producer, so it and all below it stay out.
 *
 * <p>The segments of one root are disjoint and cover its interval. Immutable.
 */
public final class CriticalPath {
  private static final int PRODUCER = 4;
  private static final int CONSUMER = 5;

  private final int[] first;
  private final long[] from;
  private final long[] to;
  private final long[] time;

  private CriticalPath(Segments segments, int nodes) {
    first = new int[nodes + 1];
    from = new long[segments.size];
    to = new long[segments.size];
    time = new long[nodes];
    for (int i = 0; i < segments.size; i++) {
      first[segments.node[i] + 1]++;
    }
    for (int node = 0; node < nodes; node++) {
      first[node + 1] += first[node];
    }
    int[] next = Arrays.copyOf(first, nodes);
    // They were found from the end backwards, and are kept by node in order of time.
    for (int i = segments.size - 1; i >= 0; i--) {
      int node = segments.node[i];
      from[next[node]] = segments.from[i];
      to[next[node]++] = segments.to[i];
      time[node] += segments.to[i] - segments.from[i];
    }
  }

  /** Finds the path of every root. */
  public static CriticalPath of(TraceTree tree) {
    Segments found = new Segments();
    for (int place = 0; place < tree.nodes(); place = tree.subtreeEnd(tree.nodeAt(place))) {
      walk(tree, tree.nodeAt(place), found);
    }
    return new CriticalPath(found, tree.nodes());
  }

  /** One span on the way down: its interval as cut to its parent's, and the children not tried. */
  private static final class Frame {
    final int node;
    final long start;
    final long end;
    long cursor;
    final int[] children;
    int next;

    Frame(TraceTree tree, int node, long start, long end) {
      this.node = node;
      this.start = start;
      this.end = end;
      this.cursor = end;
      this.children = blocking(tree, node, start, end);
    }

    /** Children that may hold up the parent, the last to finish first. */
    private static int[] blocking(TraceTree tree, int node, long start, long end) {
      int count = 0;
      int[] kept = new int[tree.childCount(node)];
      for (int i = 0; i < kept.length; i++) {
        int child = tree.child(node, i);
        boolean inside = tree.start(child) < end && tree.end(child) > start;
        boolean waits = tree.kind(node) != PRODUCER || tree.kind(child) != CONSUMER;
        if (inside && waits) {
          kept[count++] = child;
        }
      }
      return sortByEnd(tree, Arrays.copyOf(kept, count), end);
    }

    private static int[] sortByEnd(TraceTree tree, int[] children, long end) {
      if (children.length < 2) {
        return children;
      }
      Integer[] boxed = Arrays.stream(children).boxed().toArray(Integer[]::new);
      Arrays.sort(
          boxed, (a, b) -> Long.compare(Math.min(tree.end(b), end), Math.min(tree.end(a), end)));
      return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }
  }

  private static void walk(TraceTree tree, int root, Segments found) {
    Frame[] stack = new Frame[16];
    int height = 0;
    stack[height++] = new Frame(tree, root, tree.start(root), tree.end(root));
    while (height > 0) {
      Frame frame = stack[height - 1];
      if (frame.next == frame.children.length) {
        found.add(frame.node, frame.start, frame.cursor);
        height--;
        continue;
      }
      int child = frame.children[frame.next++];
      long end = Math.min(tree.end(child), frame.end);
      long start = Math.max(tree.start(child), frame.start);
      if (end > frame.cursor || start >= end) {
        continue;
      }
      found.add(frame.node, end, frame.cursor);
      frame.cursor = start;
      if (height == stack.length) {
        stack = Arrays.copyOf(stack, height * 2);
      }
      stack[height++] = new Frame(tree, child, start, end);
    }
  }

  /** Segments in the order in which they are found: from the end backwards. */
  private static final class Segments {
    int[] node = new int[64];
    long[] from = new long[64];
    long[] to = new long[64];
    int size;

    void add(int owner, long start, long end) {
      if (start >= end) {
        return;
      }
      if (size == node.length) {
        node = Arrays.copyOf(node, size * 2);
        from = Arrays.copyOf(from, size * 2);
        to = Arrays.copyOf(to, size * 2);
      }
      node[size] = owner;
      from[size] = start;
      to[size++] = end;
    }
  }

  /** Index of the node's first segment; those up to {@link #last} (exclusive) are its own. */
  public int first(int node) {
    return first[node];
  }

  public int last(int node) {
    return first[node + 1];
  }

  /** Start of a segment, nanoseconds since the trace's start. */
  public long from(int segment) {
    return from[segment];
  }

  /** End of a segment, nanoseconds since the trace's start. */
  public long to(int segment) {
    return to[segment];
  }

  /** The node's share of the path, in nanoseconds. */
  public long time(int node) {
    return time[node];
  }

  /** Whether the path goes through the node itself. */
  public boolean contains(int node) {
    return time[node] > 0;
  }
}
