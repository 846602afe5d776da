package dev.eyepiece.ui.metrics;

import dev.eyepiece.store.Direction;
import dev.eyepiece.store.Picture;
import dev.eyepiece.store.PromQl;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers what the view of metrics asks, off the FX thread: the list, and a chart with it. */
final class MetricAnswers {
  private static final int MOST_SERIES = 200;

  private final MetricQuestions questions;

  MetricAnswers(MetricQuestions questions) {
    this.questions = questions;
  }

  /**
   * What is asked, as it was when it was asked.
   *
   * @param key the metric to chart; null for the first that there is
   * @param columns pixels that a picture of the points has
   * @param rightEdge where the chart ends at least, 0 for where its points end
   */
  record Asked(
      Search search, TimeRange range, @Nullable MetricKey key, int columns, long rightEdge) {}

  /**
   * All that one question brings.
   *
   * @param thinned what the chart was made of, when its points were thinned
   */
  record Answer(List<MetricEntry> entries, @Nullable Charted chart, @Nullable Thinned thinned) {}

  /** A chart of thinned points, and the question that it answers. */
  record Thinned(Charted chart, Asked asked) {}

  /**
   * Lists the metrics and charts one.
   *
   * @param wanted the way in which metrics are to be shown that can be looked at in several
   */
  Answer ofMetric(TelemetrySnapshot snapshot, Asked what, Map<List<ChartMode>, ChartMode> wanted)
      throws StoreException {
    List<MetricEntry> all = questions.list(snapshot, what.search(), what.range());
    MetricEntry entry = MetricEntry.find(all, what.key());
    if (entry == null && !all.isEmpty() && what.key() == null) {
      entry = all.getFirst();
    }
    if (entry == null) {
      return new Answer(all, null, null);
    }
    List<ChartMode> modes = entry.modes();
    ChartMode used = wanted.getOrDefault(modes, modes.getFirst());
    Picture picture = used == ChartMode.VALUE ? picture(what) : null;
    List<Points> series = series(snapshot, what, entry, picture);
    Charted charted = chart(what, entry, used, series);
    boolean thin = series.stream().anyMatch(points -> points.thinning() != null);
    return new Answer(all, charted, thin ? new Thinned(charted, what) : null);
  }

  /**
   * Lists the metrics and charts an expression.
   *
   * @param text of the expression
   */
  Answer ofExpression(TelemetrySnapshot snapshot, Asked what, PromQl asked, String text)
      throws StoreException {
    Search search = what.search();
    TimeRange range = what.range();
    List<MetricEntry> all = questions.list(snapshot, search, range);
    long last = all.stream().mapToLong(MetricEntry::lastUnixNano).max().orElse(what.rightEdge());
    long[] first = {last};
    if (range.fromUnixNano() == Long.MIN_VALUE) {
      snapshot
          .metrics()
          .points(
              search,
              range,
              Direction.OLDEST_FIRST,
              1,
              one ->
                  one.metric().data().points().forEach(point -> first[0] = point.timeUnixNano()));
    }
    TimeRange edges = ChartEdges.of(first[0], last, range, what.rightEdge());
    return new Answer(
        all,
        PromQlCurves.of(snapshot.metrics(), asked, text, edges.fromUnixNano(), edges.toUnixNano()),
        null);
  }

  /** The same chart of all its points, with those that came since where they lie in its range. */
  Charted whole(TelemetrySnapshot snapshot, Thinned thinned) throws StoreException {
    Charted shown = thinned.chart();
    List<Points> series = series(snapshot, thinned.asked(), shown.entry(), null);
    return chart(thinned.asked(), shown.entry(), shown.mode(), series);
  }

  private List<Points> series(
      TelemetrySnapshot snapshot, Asked what, MetricEntry entry, @Nullable Picture picture)
      throws StoreException {
    return questions.series(
        snapshot, entry.key(), what.search(), what.range(), MOST_SERIES, picture);
  }

  private static Charted chart(Asked what, MetricEntry entry, ChartMode mode, List<Points> series) {
    TimeRange edges = ChartEdges.of(series, what.range(), what.rightEdge());
    ChartData data =
        ChartMaker.of(series, mode, entry.unit(), edges.fromUnixNano(), edges.toUnixNano());
    return new Charted(entry, mode, data, series.size(), entry.series() > series.size());
  }

  /** Between the edges that the chart will have. */
  private static Picture picture(Asked what) {
    return new Picture(
        what.columns(),
        (first, last) -> ChartEdges.of(first, last, what.range(), what.rightEdge()));
  }
}
