package dev.eyepiece.ui.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a histogram counted in each stretch of time between two points. */
public final class Intervals {
  private Intervals() {}

  /**
   * Values that came in a stretch of time.
   *
   * @param from nanoseconds since 1970
   */
  public record Interval(long from, long to, Distribution distribution) {}

  /**
   * The intervals of a series, oldest first. Of a cumulative one the first point is left out, for
   * when its values came is not known; after a restart everything counted since is one interval.
   */
  public static List<Interval> of(Points points) {
    List<Interval> intervals = new ArrayList<>();
    Buckets before = null;
    for (int i = 0; i < points.whole().size(); i++) {
      Buckets now = points.isMissing(i) ? null : Buckets.of(points.whole().get(i));
      if (now == null) {
        before = null;
        continue;
      }
      Interval interval =
          points.cumulative() ? grown(points, i, before, now) : delta(points, i, now);
      if (interval != null) {
        intervals.add(interval);
      }
      before = now;
    }
    return intervals;
  }

  private static @Nullable Interval grown(
      Points points, int i, @Nullable Buckets before, Buckets now) {
    if (before == null || i == 0) {
      return null;
    }
    Buckets more = points.isReset(i) ? null : now.since(before);
    if (more != null) {
      return new Interval(points.time()[i - 1], points.time()[i], more.distribution());
    }
    long from = points.isReset(i) ? points.start()[i] : points.time()[i - 1];
    return new Interval(from, points.time()[i], now.distribution());
  }

  private static @Nullable Interval delta(Points points, int i, Buckets now) {
    long from = points.start()[i];
    if (from == 0 || from >= points.time()[i]) {
      from = i == 0 ? 0 : points.time()[i - 1];
    }
    return from == 0 ? null : new Interval(from, points.time()[i], now.distribution());
  }

  /** The value that a share of each interval's values did not exceed, over time. */
  public static Line quantile(String name, List<Interval> intervals, double share) {
    Line.Builder line = new Line.Builder(name, intervals.size());
    for (Interval interval : intervals) {
      line.add(interval.to(), interval.distribution().quantile(share));
    }
    return Lines.withGaps(line.build());
  }
}
