package dev.eyepiece.ui.trace;

import dev.eyepiece.store.TraceSpans;
import java.util.BitSet;

/**
 * A trace with all that the page derives from it, made on a background thread. Immutable by
 * contract: nobody changes the arrays.
 *
 * @param selfTime nanoseconds by node
 * @param errors nodes whose status is error
 * @param critical nodes on the critical path and those above them
 */
@SuppressWarnings("ArrayRecordComponent")
public record TraceData(
    TraceTree tree, CriticalPath path, long[] selfTime, BitSet errors, BitSet critical) {

  /** Derives everything; for a 100,000-span trace some ten milliseconds. */
  public static TraceData of(TraceSpans spans) {
    TraceTree tree = new TraceTree(spans);
    CriticalPath path = CriticalPath.of(tree);
    BitSet errors = new BitSet(tree.nodes());
    BitSet critical = new BitSet(tree.nodes());
    for (int node = 0; node < tree.nodes(); node++) {
      if (tree.isError(node)) {
        errors.set(node);
      }
      if (path.contains(node)) {
        for (int at = node; at >= 0 && !critical.get(at); at = tree.parent(at)) {
          critical.set(at);
        }
      }
    }
    return new TraceData(tree, path, SelfTime.of(tree), errors, critical);
  }

  /** Whether the other is the same trace, be it with more spans. */
  boolean isSameTraceAs(TraceData other) {
    return tree.spans().traceId().equals(other.tree.spans().traceId());
  }

  public int spanCount() {
    return tree.spans().size();
  }

  /** The root that the header names: the first that was received, else the first span. */
  public int headline() {
    for (int place = 0; place < tree.nodes(); place = tree.subtreeEnd(tree.nodeAt(place))) {
      if (!tree.isStub(tree.nodeAt(place))) {
        return tree.nodeAt(place);
      }
    }
    return 0;
  }
}
