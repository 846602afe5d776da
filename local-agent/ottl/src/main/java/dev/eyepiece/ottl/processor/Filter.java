package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.Profile;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass that drops what conditions match, from resources down. What has nothing left below it
 * goes too; what a condition fails on under propagate stays, and the batch is refused at the end.
 *
 * @param record conditions of spans, logs, metrics or profiles
 * @param inner conditions of span events or data points
 */
record Filter(Level resource, Level scope, Level record, Level inner) {

  /** Runs the pass; answers the first error that refuses the batch, {@code null} for none. */
  @Nullable RunException run(TelemetryTree tree, Run run) {
    return new Pass(this, tree, run).run();
  }

  /** Where a pass stands. */
  private static final class Pass {
    private final Filter filter;
    private final TelemetryTree tree;
    private final Run run;
    private @Nullable RunException refused;

    Pass(Filter filter, TelemetryTree tree, Run run) {
      this.filter = filter;
      this.tree = tree;
      this.run = run;
    }

    /** What a level says of the record at hand. */
    private enum Verdict {
      KEEP,
      DROP,
      FAILED
    }

    private Verdict judge(Level level, long records) {
      boolean timed = run.nextTimed();
      try {
        Statement condition = level.conditions().first(run, level.errorMode(), timed);
        if (condition == null) {
          return Verdict.KEEP;
        }
        run.tally().drop(condition.number(), records);
        return Verdict.DROP;
      } catch (RunException e) {
        refused = refused == null ? e : refused;
        return Verdict.FAILED;
      }
    }

    @Nullable RunException run() {
      Iterator<? extends ResourceGroup<?>> groups = tree.resources().iterator();
      while (groups.hasNext()) {
        if (dropped(groups.next())) {
          groups.remove();
        }
      }
      return refused;
    }

    private boolean dropped(ResourceGroup<?> group) {
      frame().enter(group);
      if (filter.resource.present()) {
        Verdict verdict = judge(filter.resource, count(group));
        if (verdict != Verdict.KEEP) {
          return verdict == Verdict.DROP;
        }
      }
      if (filter.scope.present() || filter.record.present() || filter.inner.present()) {
        group.scopes().removeIf(this::dropped);
      }
      return group.scopes().isEmpty();
    }

    private boolean dropped(ScopeGroup<?> group) {
      frame().enter(group);
      if (filter.scope.present()) {
        Verdict verdict = judge(filter.scope, group.records().size());
        if (verdict != Verdict.KEEP) {
          return verdict == Verdict.DROP;
        }
      }
      if (filter.record.present() || filter.inner.present()) {
        group.records().removeIf(r -> dropped(group, r));
      }
      return group.records().isEmpty();
    }

    private boolean dropped(ScopeGroup<?> group, @Nullable Object record) {
      return switch (record) {
        case Span span -> dropped(span);
        case LogRecord log -> {
          frame().enter(log);
          yield judge(filter.record, 1) == Verdict.DROP;
        }
        case Profile profile when tree instanceof ProfileTree profiles -> {
          frame().enter(profiles.dictionary(), profile);
          yield judge(filter.record, profile.samples().size()) == Verdict.DROP;
        }
        case Metric metric -> dropped(group, metric);
        case null, default -> false;
      };
    }

    private boolean dropped(Span span) {
      frame().enter(span);
      if (filter.record.present()) {
        Verdict verdict = judge(filter.record, 1);
        if (verdict != Verdict.KEEP) {
          return verdict == Verdict.DROP;
        }
      }
      if (filter.inner.present()) {
        List<SpanEvent> events = span.events();
        for (int i = 0; i < events.size(); ) {
          frame().enter(i);
          if (judge(filter.inner, 1) == Verdict.DROP) {
            events.remove(i);
          } else {
            i++;
          }
        }
      }
      return false;
    }

    @SuppressWarnings("unchecked") // the group that holds a metric is one of metrics
    private boolean dropped(ScopeGroup<?> group, Metric metric) {
      frame().enter((List<Metric>) group.records(), metric);
      if (filter.record.present()) {
        Verdict verdict = judge(filter.record, metric.data().points().size());
        if (verdict != Verdict.KEEP) {
          return verdict == Verdict.DROP;
        }
      }
      if (!filter.inner.present() || metric.data() == MetricData.None.INSTANCE) {
        return false;
      }
      RunException before = refused;
      List<? extends DataPoint> points = metric.data().points();
      points.removeIf(point -> {
        frame().enter(point);
        return judge(filter.inner, 1) == Verdict.DROP;
      });
      return before == refused && points.isEmpty();
    }

    private Frame frame() {
      return run.frame();
    }

    private static long count(ResourceGroup<?> group) {
      long count = 0;
      for (ScopeGroup<?> scope : group.scopes()) {
        count += scope.records().size();
      }
      return count;
    }
  }
}
