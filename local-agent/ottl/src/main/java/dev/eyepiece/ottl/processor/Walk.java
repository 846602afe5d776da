package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.Profile;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.List;

/**
 * Goes over the records of a context. Lists may grow on the way: what is added is visited too, so a
 * statement that adds wherever it comes would never end. It ends here, far above what rules that
 * end can add.
 */
final class Walk {
  private static final int GROWTH = 16;
  private static final int ALWAYS = 10_000;

  /** What is done at each record; the frame stands there. */
  @FunctionalInterface
  interface Step {
    void at() throws RunException;
  }

  private final TelemetryTree tree;
  private final Frame frame;
  private final String context;
  private final Step step;

  /** Whether spans or metrics are the records, not what is in them. */
  private final boolean whole;

  private Walk(TelemetryTree tree, Frame frame, String context, Step step) {
    this.tree = tree;
    this.frame = frame;
    this.context = context;
    this.step = step;
    whole = context.equals("span") || context.equals("metric");
  }

  static void over(TelemetryTree tree, Frame frame, String context, Step step) throws RunException {
    new Walk(tree, frame, context, step).resources();
  }

  private void resources() throws RunException {
    List<? extends ResourceGroup<?>> resources = tree.resources();
    for (int i = 0; i < resources.size(); i++) {
      ResourceGroup<?> resource = resources.get(i);
      frame.enter(resource);
      if (context.equals("resource")) {
        step.at();
        continue;
      }
      for (int j = 0; j < resource.scopes().size(); j++) {
        ScopeGroup<?> scope = resource.scopes().get(j);
        frame.enter(scope);
        if (context.equals("scope")) {
          step.at();
        } else {
          records(scope.records());
        }
      }
    }
  }

  private void records(List<?> records) throws RunException {
    int most = (int) Math.min(Integer.MAX_VALUE, (long) GROWTH * records.size() + ALWAYS);
    for (int i = 0; i < records.size(); i++) {
      if (i >= most) {
        throw new RunException(
            "the statements of context " + context + " add to what they go over, without end");
      }
      Object record = records.get(i);
      // One test each, the commonest first: a switch over types costs more than all that follows.
      if (record instanceof Span span) {
        span(span);
      } else if (record instanceof LogRecord log) {
        frame.enter(log);
        step.at();
      } else if (record instanceof Metric metric) {
        metric(records, metric);
      } else if (record instanceof Profile profile && tree instanceof ProfileTree profiles) {
        frame.enter(profiles.dictionary(), profile);
        step.at();
      }
    }
  }

  private void span(Span span) throws RunException {
    frame.enter(span);
    if (whole) {
      step.at();
      return;
    }
    for (int i = 0; i < span.events().size(); i++) {
      frame.enter(i);
      step.at();
    }
  }

  @SuppressWarnings("unchecked") // the list that holds a metric is one of metrics
  private void metric(List<?> metrics, Metric metric) throws RunException {
    frame.enter((List<Metric>) metrics, metric);
    if (whole) {
      step.at();
      return;
    }
    // The metric's data may be exchanged while its points are visited: these are its points still.
    List<? extends DataPoint> points = metric.data().points();
    for (int i = 0; i < points.size(); i++) {
      frame.enter(points.get(i));
      if (context.equals("datapoint")) {
        step.at();
      } else {
        exemplars(points.get(i));
      }
    }
  }

  private void exemplars(DataPoint point) throws RunException {
    int size =
        switch (point) {
          case NumberPoint number -> number.exemplars().size();
          case DistributionPoint distribution -> distribution.exemplars().size();
          default -> 0;
        };
    for (int i = 0; i < size; i++) {
      frame.enter(i);
      step.at();
    }
  }
}
