package dev.eyepiece.pipeline;

import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.Profile;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.TelemetryTree;

/** Counts the records of a tree as the rows of a batch are counted. */
final class TreeRows {
  private TreeRows() {}

  /** Spans, log records, data points or samples. */
  static long count(TelemetryTree tree) {
    long count = 0;
    for (ResourceGroup<?> resource : tree.resources()) {
      for (ScopeGroup<?> scope : resource.scopes()) {
        count += records(scope);
      }
    }
    return count;
  }

  private static long records(ScopeGroup<?> scope) {
    long count = 0;
    for (Object record : scope.records()) {
      count +=
          switch (record) {
            case Metric metric -> metric.data().points().size();
            case Profile profile -> profile.samples().size();
            default -> 1;
          };
    }
    return count;
  }
}
