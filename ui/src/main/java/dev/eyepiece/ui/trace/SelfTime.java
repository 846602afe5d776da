package dev.eyepiece.ui.trace;

/**
 * How long each span worked itself: its duration without the time that its children cover. Between
 * 0 and the span's duration.
 */
public final class SelfTime {
  private SelfTime() {}

  /** Self times in nanoseconds by node; 0 for stubs. */
  public static long[] of(TraceTree tree) {
    long[] self = new long[tree.nodes()];
    for (int node = 0; node < self.length; node++) {
      self[node] = tree.isStub(node) ? 0 : of(tree, node);
    }
    return self;
  }

  private static long of(TraceTree tree, int node) {
    long end = tree.end(node);
    long cursor = tree.start(node);
    long own = 0;
    // Children are sorted by start, so one sweep finds what none of them covers.
    for (int i = 0; i < tree.childCount(node) && cursor < end; i++) {
      int child = tree.child(node, i);
      long from = Math.min(tree.start(child), end);
      if (from > cursor) {
        own += from - cursor;
      }
      cursor = Math.max(cursor, tree.end(child));
    }
    return own + Math.max(0, end - cursor);
  }
}
