package dev.eyepiece.ui.waterfall;

import dev.eyepiece.store.TraceSpans;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A trace as a tree in arrays. Every span is in it once: a span whose parent was not received, or
 * whose parents go round in a circle, is a root. Immutable.
 */
public final class TraceModel {
  private static final int NONE = -1;

  private final TraceSpans spans;
  private final int[] parent;
  private final int[] depth;

  /** Spans in the order of the waterfall: a parent before its children, children by start. */
  private final int[] order;

  /** For a position in {@link #order} the position after the last of the span's descendants. */
  private final int[] end;

  private final int[] children;
  private final boolean[] orphan;
  private final long start;
  private final long finish;

  public TraceModel(TraceSpans spans) {
    this.spans = spans;
    int n = spans.size();
    parent = parents(spans);
    orphan = new boolean[n];
    children = new int[n];
    int[] firstChild = new int[n];
    int[] nextSibling = new int[n];
    int[] lastChild = new int[n];
    Arrays.fill(firstChild, NONE);
    Arrays.fill(nextSibling, NONE);
    Arrays.fill(lastChild, NONE);
    breakCircles();
    for (int i = 0; i < n; i++) {
      int p = parent[i];
      if (p == NONE) {
        orphan[i] = spans.parentSpanId()[i] != 0;
        continue;
      }
      children[p]++;
      if (lastChild[p] == NONE) {
        firstChild[p] = i;
      } else {
        nextSibling[lastChild[p]] = i;
      }
      lastChild[p] = i;
    }
    order = new int[n];
    end = new int[n];
    depth = new int[n];
    walk(firstChild, nextSibling);
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      low = Math.min(low, spans.startUnixNano()[i]);
      high = Math.max(high, spans.endUnixNano()[i]);
    }
    start = n == 0 ? 0 : low;
    finish = n == 0 ? 0 : high;
  }

  private static int[] parents(TraceSpans spans) {
    Map<Long, Integer> byId = new HashMap<>(spans.size() * 2);
    for (int i = spans.size() - 1; i >= 0; i--) {
      byId.put(spans.spanId()[i], i);
    }
    int[] parent = new int[spans.size()];
    for (int i = 0; i < parent.length; i++) {
      Integer found = byId.get(spans.parentSpanId()[i]);
      parent[i] = found == null || found == i ? NONE : found;
    }
    return parent;
  }

  /** Cuts each circle of parents at the span that starts first. */
  private void breakCircles() {
    int[] walk = new int[parent.length];
    for (int i = 0; i < parent.length; i++) {
      int at = i;
      while (at != NONE && walk[at] == 0) {
        walk[at] = i + 1;
        at = parent[at];
      }
      if (at != NONE && walk[at] == i + 1) {
        int first = at;
        for (int other = parent[at]; other != at; other = parent[other]) {
          first = Math.min(first, other);
        }
        parent[first] = NONE;
      }
    }
  }

  /** Depth first without recursion: a trace may be ten thousand spans deep. */
  private void walk(int[] firstChild, int[] nextSibling) {
    int[] position = new int[parent.length];
    int at = 0;
    for (int root = 0; root < parent.length; root++) {
      if (parent[root] != NONE) {
        continue;
      }
      int span = root;
      boolean down = true;
      while (span != NONE) {
        if (down) {
          position[span] = at;
          order[at++] = span;
          depth[span] = span == root ? 0 : depth[parent[span]] + 1;
          if (firstChild[span] != NONE) {
            span = firstChild[span];
            continue;
          }
        }
        end[position[span]] = at;
        if (span == root) {
          break;
        }
        down = nextSibling[span] != NONE;
        span = down ? nextSibling[span] : parent[span];
      }
    }
  }

  public TraceSpans spans() {
    return spans;
  }

  public int size() {
    return parent.length;
  }

  /** The parent's row, -1 for a root. */
  public int parent(int span) {
    return parent[span];
  }

  public int depth(int span) {
    return depth[span];
  }

  public int children(int span) {
    return children[span];
  }

  /** The span at a position of the waterfall when everything is expanded. */
  public int at(int position) {
    return order[position];
  }

  /** The position after the last descendant of the span at a position. */
  public int end(int position) {
    return end[position];
  }

  /** Whether the span names a parent that was not received. */
  public boolean isOrphan(int span) {
    return orphan[span];
  }

  public int maxDepth() {
    return Arrays.stream(depth).max().orElse(0) + 1;
  }

  public long startUnixNano() {
    return start;
  }

  public long durationNano() {
    return finish - start;
  }

  public int errors() {
    int count = 0;
    for (byte code : spans.statusCode()) {
      count += code == 2 ? 1 : 0;
    }
    return count;
  }
}
