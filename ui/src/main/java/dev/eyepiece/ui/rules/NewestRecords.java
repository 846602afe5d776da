package dev.eyepiece.ui.rules;

import dev.eyepiece.ruleeditor.Sample;
import dev.eyepiece.store.Direction;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceTree;
import dev.eyepiece.ui.theme.Formats;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The newest records of a signal, each as a request of its own. Blocks. */
final class NewestRecords {
  /** The first stretch of time before the newest record that is looked at. */
  private static final long FIRST_NANOS = 1_000_000_000L;

  private static final int WIDER = 8;

  private final TelemetrySnapshot snapshot;
  private final Search search;
  private final TimeRange range;
  private final ZoneId zone;

  NewestRecords(TelemetrySnapshot snapshot, Search search, TimeRange range, ZoneId zone) {
    this.snapshot = snapshot;
    this.search = search;
    this.range = range;
    this.zone = zone;
  }

  /**
   * The records, the newest first.
   *
   * @param nowUnixNano where the search for the newest begins
   */
  List<Sample> of(Signal signal, int most, long nowUnixNano) throws StoreException {
    List<Sample> samples = new ArrayList<>();
    switch (signal) {
      case TRACES -> spans(most, nowUnixNano).forEach(span -> samples.add(sample(span)));
      case LOGS ->
          snapshot
              .logs()
              .logs(search, range, Direction.NEWEST_FIRST, most, log -> samples.add(sample(log)));
      case METRICS ->
          snapshot
              .metrics()
              .points(
                  search, range, Direction.NEWEST_FIRST, most, point -> samples.add(sample(point)));
      case PROFILES -> throw new StoreException("profiles are tried by the command line alone");
    }
    return samples;
  }

  /**
   * Spans are streamed oldest first, so the stretch of time that holds enough is found by counting.
   */
  private List<SpanRecord> spans(int most, long now) throws StoreException {
    TimeRange wanted = range;
    for (long back = FIRST_NANOS; back > 0 && back < now; back *= WIDER) {
      TimeRange last =
          new TimeRange(Math.max(range.fromUnixNano(), now - back), range.toUnixNano());
      if (snapshot.countSpans(search, last) >= most) {
        wanted = last;
        break;
      }
    }
    Deque<SpanRecord> newest = new ArrayDeque<>();
    snapshot.spans(
        search,
        wanted,
        0,
        span -> {
          newest.addLast(span);
          if (newest.size() > most) {
            newest.removeFirst();
          }
        });
    List<SpanRecord> spans = new ArrayList<>(newest);
    Collections.reverse(spans);
    return spans;
  }

  private static <R> ResourceGroup<R> group(Resource resource, Scope scope, R record) {
    ScopeGroup<R> records = new ScopeGroup<>(scope);
    records.records().add(record);
    ResourceGroup<R> group = new ResourceGroup<>(resource);
    group.scopes().add(records);
    return group;
  }

  private Sample sample(SpanRecord one) {
    TraceTree tree = new TraceTree();
    tree.resources().add(group(one.resource(), one.scope(), one.span()));
    String title =
        Formats.row(one.span().startUnixNano(), zone)
            + "  "
            + one.span().name()
            + "  "
            + Formats.duration(one.span().endUnixNano() - one.span().startUnixNano());
    return new Sample(title, tree);
  }

  private Sample sample(ScopedLog one) {
    LogTree tree = new LogTree();
    tree.resources().add(group(one.resource(), one.scope(), one.log()));
    long time =
        one.log().timeUnixNano() == 0 ? one.log().observedTimeUnixNano() : one.log().timeUnixNano();
    return new Sample(
        Formats.row(time, zone) + "  " + one.log().severityText() + "  " + one.log().eventName(),
        tree);
  }

  private Sample sample(ScopedMetric one) {
    MetricTree tree = new MetricTree();
    tree.resources().add(group(one.resource(), one.scope(), one.metric()));
    return new Sample(one.metric().name().toString(), tree);
  }
}
