package dev.eyepiece.ui.traces;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out what differs between traces in a box and the others. Blocks. */
final class Comparing {
  /** Traces that are looked into on each side, spread evenly over all of them. */
  static final int SAMPLE = 200;

  private static final int MOST_SPANS = 20_000;
  private static final int MOST_ROWS = 10_000;
  private static final int MOST_DIFFERENCES = 60;
  private static final int MOST_OF_A_KEY = 5;

  /** A smaller share is chance. */
  private static final double LEAST = 0.1;

  private Comparing() {}

  static Comparison ask(
      TelemetrySnapshot snapshot, Search search, TimeRange range, TraceBounds bounds)
      throws StoreException {
    TraceQuery.Sort by = TraceQuery.Sort.START;
    var box = snapshot.traces(new TraceQuery(search, range, bounds, by, true, MOST_ROWS));
    var all = snapshot.traces(new TraceQuery(search, range, by, true, MOST_ROWS));
    List<TraceRow> rest =
        all.rows().stream()
            .filter(row -> !bounds.contains(row.startUnixNano(), row.durationNano()))
            .toList();
    List<TraceRow> boxSample = sample(box.rows());
    List<TraceRow> restSample = sample(rest);
    TraceValues inBox = new TraceValues();
    TraceValues inRest = new TraceValues();
    boolean boxCut = read(snapshot, boxSample, inBox);
    boolean restCut = read(snapshot, restSample, inRest);
    return new Comparison(
        bounds,
        box.traces(),
        all.traces() - box.traces(),
        boxSample.size(),
        restSample.size(),
        boxCut || restCut,
        rank(inBox.counts(), inRest.counts(), boxSample.size(), restSample.size()));
  }

  private static List<TraceRow> sample(List<TraceRow> rows) {
    if (rows.size() <= SAMPLE) {
      return rows;
    }
    List<TraceRow> sample = new ArrayList<>(SAMPLE);
    for (int i = 0; i < SAMPLE; i++) {
      sample.add(rows.get((int) ((long) i * rows.size() / SAMPLE)));
    }
    return sample;
  }

  /** Whether there were more spans than were read. */
  private static boolean read(TelemetrySnapshot snapshot, List<TraceRow> rows, TraceValues into)
      throws StoreException {
    if (rows.isEmpty()) {
      return false;
    }
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    List<Search> ids = new ArrayList<>();
    for (TraceRow row : rows) {
      from = Math.min(from, row.startUnixNano());
      to = Math.max(to, row.startUnixNano() + row.durationNano());
      ids.add(new Search.Field("trace", Search.Op.EQ, row.traceId().toString()));
    }
    int[] read = {0};
    snapshot.spans(
        new Search.Or(ids),
        new TimeRange(from, to + 1),
        MOST_SPANS + 1L,
        span -> {
          if (++read[0] <= MOST_SPANS) {
            into.add(span);
          }
        });
    return read[0] > MOST_SPANS;
  }

  /** The greatest differences of shares, few of each key. */
  static List<Difference> rank(
      Map<TraceValues.Value, Integer> box,
      Map<TraceValues.Value, Integer> rest,
      int boxSize,
      int restSize) {
    if (boxSize == 0 || restSize == 0) {
      return List.of();
    }
    Set<TraceValues.Value> values = new HashSet<>(box.keySet());
    values.addAll(rest.keySet());
    List<Difference> differences = new ArrayList<>();
    for (TraceValues.Value value : values) {
      Difference one =
          new Difference(
              value.key(), value.text(), box.getOrDefault(value, 0), rest.getOrDefault(value, 0));
      // What a single trace has is chance, whatever its share of a small sample.
      if (one.inBox() + one.inRest() > 1 && Math.abs(gap(one, boxSize, restSize)) >= LEAST) {
        differences.add(one);
      }
    }
    differences.sort(
        Comparator.<Difference>comparingDouble(one -> -Math.abs(gap(one, boxSize, restSize)))
            .thenComparing(one -> gap(one, boxSize, restSize) < 0)
            .thenComparing(Difference::key)
            .thenComparing(Difference::value));
    Map<String, Integer> ofKey = new HashMap<>();
    return differences.stream()
        .filter(one -> ofKey.merge(one.key(), 1, Integer::sum) <= MOST_OF_A_KEY)
        .limit(MOST_DIFFERENCES)
        .toList();
  }

  private static double gap(Difference one, int boxSize, int restSize) {
    return (double) one.inBox() / boxSize - (double) one.inRest() / restSize;
  }
}
