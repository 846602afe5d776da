package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.PointSeries;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.ScopedMetric;
import java.util.ArrayList;
import java.util.List;

/** Gathers the points of series, which come series by series. For one thread. */
final class SeriesReader {
  private final List<PointSeries> found = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();
  private long id;

  /** A point with what its series says of it. */
  private record Point(
      ScopedMetric metric,
      MetricType type,
      int temporality,
      boolean monotonic,
      long start,
      long time,
      double value,
      long count,
      int flags) {}

  /** Takes a row of {@link PointRows#COLUMNS}. */
  void add(Row row) {
    long series = PointRows.series(row);
    if (!points.isEmpty() && series != id) {
      end();
    }
    id = series;
    MetricType type = PointRows.type(row);
    boolean number = type == MetricType.GAUGE || type == MetricType.SUM;
    points.add(
        new Point(
            PointRows.metric(row),
            type,
            PointRows.temporality(row),
            PointRows.monotonic(row),
            row.number(7),
            row.number(8),
            row.real(number ? 10 : 12).orElse(Double.NaN),
            row.number(11),
            (int) row.number(9)));
  }

  private void end() {
    Point first = points.getFirst();
    boolean number = first.type == MetricType.GAUGE || first.type == MetricType.SUM;
    List<DataPoint> distributions = new ArrayList<>();
    int[] flags = new int[points.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = points.get(i).flags;
      if (!number) {
        distributions.addAll(points.get(i).metric.metric().data().points());
      }
    }
    found.add(
        new PointSeries(
            id,
            first.metric,
            first.type,
            first.temporality,
            first.monotonic,
            points.stream().mapToLong(Point::start).toArray(),
            points.stream().mapToLong(Point::time).toArray(),
            points.stream().mapToDouble(Point::value).toArray(),
            points.stream().mapToLong(Point::count).toArray(),
            flags,
            List.copyOf(distributions),
            null));
    points.clear();
  }

  List<PointSeries> finish() {
    if (!points.isEmpty()) {
      end();
    }
    return found;
  }
}
