package dev.eyepiece.ui.metrics;

import dev.eyepiece.store.TimeRange;
import java.util.List;

/** Where a chart begins and ends: the range's own edges; where it has none, those of the points. */
final class ChartEdges {
  private static final long LEAST_WIDTH = 10_000_000_000L;

  private ChartEdges() {}

  /** Where a distribution of its own stretch of time is first, that stretch is in sight too. */
  private static long begin(Points points) {
    boolean stretch = !points.whole().isEmpty() && !points.cumulative() && points.start()[0] != 0;
    return stretch ? Math.min(points.start()[0], points.time()[0]) : points.time()[0];
  }

  /**
   * The edges of a chart of series.
   *
   * @param rightEdge where a range that goes on for ever ends, nanoseconds since 1970; 0 for where
   *     the points end
   */
  static TimeRange of(List<Points> series, TimeRange range, long rightEdge) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Points points : series) {
      if (points.size() > 0) {
        first = Math.min(first, begin(points));
        last = Math.max(last, points.time()[points.size() - 1]);
      }
    }
    return first > last
        ? of(rightEdge, rightEdge, range, rightEdge)
        : of(first, last, range, rightEdge);
  }

  /** The same when it is known when the first and the last point are. */
  static TimeRange of(long first, long last, TimeRange range, long rightEdge) {
    long from = range.fromUnixNano() == Long.MIN_VALUE ? first : range.fromUnixNano();
    long to =
        range.toUnixNano() != Long.MAX_VALUE
            ? range.toUnixNano()
            : rightEdge != 0 ? Math.max(rightEdge, from) : last;
    return new TimeRange(to - from >= LEAST_WIDTH ? from : to - LEAST_WIDTH, to);
  }
}
