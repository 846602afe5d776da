package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.BitSet;
import java.util.List;

/** Takes records out of a tree by their numbers, which are those of a batch's rows. */
final class PassedRecords {
  private final BitSet rejected;
  private int next;

  private PassedRecords(BitSet rejected) {
    this.rejected = rejected;
  }

  /**
   * Takes some records out.
   *
   * @param rejected numbers of spans, log records, data points or profiles, in wire order
   */
  static void prune(TelemetryTree tree, BitSet rejected) {
    PassedRecords prune = new PassedRecords(rejected);
    for (ResourceGroup<?> resource : tree.resources()) {
      for (ScopeGroup<?> scope : resource.scopes()) {
        scope.records().removeIf(prune::isRejected);
      }
    }
  }

  /** A metric stays, also one that loses all points. */
  private boolean isRejected(Object record) {
    if (record instanceof Metric metric) {
      List<? extends DataPoint> points = metric.data().points();
      int from = next;
      next += points.size();
      if (rejected.get(from, next).cardinality() > 0) {
        int[] at = {from};
        points.removeIf(point -> rejected.get(at[0]++));
      }
      return false;
    }
    return rejected.get(next++);
  }

  /** Records as a batch counts them in the tree; of profiles the profiles. */
  static int count(TelemetryTree tree) {
    int count = 0;
    for (ResourceGroup<?> resource : tree.resources()) {
      for (ScopeGroup<?> scope : resource.scopes()) {
        for (Object record : scope.records()) {
          count += record instanceof Metric metric ? metric.data().points().size() : 1;
        }
      }
    }
    return count;
  }
}
