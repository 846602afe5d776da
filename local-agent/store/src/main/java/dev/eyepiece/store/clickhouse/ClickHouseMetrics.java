package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Direction;
import dev.eyepiece.store.MetricAnswers;
import dev.eyepiece.store.MetricRow;
import dev.eyepiece.store.Picture;
import dev.eyepiece.store.PixelColumns;
import dev.eyepiece.store.PointSeries;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.ThinSeries;
import dev.eyepiece.store.ThinningPlan;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.ScopedMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Answers about metrics, over the tables of all their kinds. */
final class ClickHouseMetrics extends ClickHouseRecords implements MetricAnswers {
  private static final String METRIC =
      "service, name, description, type, unit, temporality, monotonic";

  ClickHouseMetrics(Relation relation) {
    super(relation);
  }

  @Override
  public List<MetricRow> list(Search search, TimeRange range) throws StoreException {
    List<MetricRow> found = new ArrayList<>();
    if (!relation.isEmpty()) {
      List<String> columns = new ArrayList<>(List.of(METRIC.split(", ")));
      columns.addAll(List.of("series", "time_ns", "value", "sum"));
      relation
          .asker()
          .query(
              "SELECT "
                  + METRIC
                  + ", toInt64(uniqExact(series)), toInt64(count()), max(time_ns),"
                  + " argMax(ifNull(value, sum), time_ns) FROM "
                  + relation.matching(columns, search, range)
                  + " GROUP BY "
                  + METRIC
                  + " ORDER BY service, name",
              row -> found.add(metric(row)));
    }
    return found;
  }

  private static MetricRow metric(Row row) {
    return new MetricRow(
        row.text(1),
        row.text(2),
        row.text(3),
        MetricType.valueOf(row.text(4).toUpperCase(Locale.ROOT)),
        row.text(5),
        row.text(6),
        row.text(7).equals("true"),
        row.number(8),
        row.number(9),
        row.number(10),
        row.real(11));
  }

  @Override
  public void points(
      Search search, TimeRange range, Direction direction, long limit, Consumer<ScopedMetric> sink)
      throws StoreException {
    if (!relation.isEmpty()) {
      String to = direction == Direction.OLDEST_FIRST ? "" : " DESC";
      relation
          .asker()
          .query(
              "SELECT * FROM "
                  + relation.matching(PointRows.COLUMNS, search, range)
                  + " ORDER BY time_ns"
                  + to
                  + ", series"
                  + to
                  + Relation.limit(limit),
              row -> sink.accept(PointRows.metric(row)));
    }
  }

  @Override
  public List<PointSeries> series(Search search, TimeRange range, int maxSeries)
      throws StoreException {
    if (relation.isEmpty()) {
      return List.of();
    }
    String ids =
        "SELECT DISTINCT series FROM "
            + relation.matching(List.of("series"), search, range)
            + " ORDER BY series LIMIT "
            + maxSeries;
    return whole(search, range, " WHERE series GLOBAL IN (" + ids + ")", "");
  }

  private List<PointSeries> whole(Search search, TimeRange range, String where, String limit)
      throws StoreException {
    SeriesReader reader = new SeriesReader();
    relation
        .asker()
        .query(
            "SELECT * FROM "
                + relation.matching(PointRows.COLUMNS, search, range)
                + where
                + " ORDER BY series, time_ns"
                + limit,
            reader::add);
    return reader.finish();
  }

  @Override
  public List<PointSeries> series(Search search, TimeRange range, int maxSeries, Picture picture)
      throws StoreException {
    if (relation.isEmpty()) {
      return List.of();
    }
    List<ThinningPlan.Extent> extents = new ArrayList<>();
    relation
        .asker()
        .query(
            "SELECT series, toInt64(count()), min(time_ns), max(time_ns), toInt64(count(count))"
                + " FROM "
                + relation.matching(List.of("series", "time_ns", "count"), search, range)
                + " GROUP BY series ORDER BY series LIMIT "
                + maxSeries,
            row ->
                extents.add(
                    new ThinningPlan.Extent(
                        row.number(1),
                        row.number(2),
                        row.number(3),
                        row.number(4),
                        row.number(5) == 0)));
    ThinningPlan plan = new ThinningPlan(extents, picture);
    List<PointSeries> found = new ArrayList<>();
    if (!plan.whole().isEmpty()) {
      found.addAll(whole(search, range, " WHERE " + among(plan.whole()), ""));
    }
    PixelColumns columns = plan.columns();
    if (columns != null) {
      found.addAll(thinned(search, range, plan.thinned(), columns));
    }
    found.sort(Comparator.comparingLong(PointSeries::id));
    return found;
  }

  private static String among(List<ThinningPlan.Extent> series) {
    return series.stream()
        .map(one -> Long.toString(one.id()))
        .collect(Collectors.joining(", ", "series IN (", ")"));
  }

  private List<PointSeries> thinned(
      Search search, TimeRange range, List<ThinningPlan.Extent> series, PixelColumns columns)
      throws StoreException {
    Map<Long, ThinSeries> thin = new HashMap<>();
    relation
        .asker()
        .query(
            "SELECT series, c, toInt64(count()), min(time_ns), max(time_ns), argMin(x, time_ns),"
                + " argMax(x, time_ns), min(v), ifNull(argMin(time_ns, v), 0), max(v),"
                + " ifNull(argMax(time_ns, v), 0) FROM (SELECT series, time_ns, if(isFinite(value)"
                + " AND bitAnd(flags, 1) = 0, value, NULL) AS v, ifNull(v, nan) AS x, "
                + column(columns)
                + " AS c FROM "
                + relation.matching(List.of("series", "time_ns", "value", "flags"), search, range)
                + " WHERE "
                + among(series)
                + ") GROUP BY series, c ORDER BY series, c",
            row ->
                thin.computeIfAbsent(row.number(1), _ -> new ThinSeries())
                    .add(
                        new ThinSeries.Column(
                            (int) row.number(2),
                            row.number(3),
                            moment(row, 4, 6),
                            moment(row, 9, 8),
                            moment(row, 11, 10),
                            moment(row, 5, 7))));
    String firsts =
        series.stream()
            .map(one -> "series = " + one.id() + " AND time_ns = " + one.first())
            .collect(Collectors.joining(" OR ", " WHERE ", ""));
    List<PointSeries> found = new ArrayList<>();
    for (PointSeries head :
        whole(search, ThinningPlan.firsts(series), firsts, " LIMIT 1 BY series")) {
      ThinSeries points = thin.get(head.id());
      if (points != null) {
        found.add(points.finish(head));
      }
    }
    return found;
  }

  /** The column of pixels of a row, as {@link PixelColumns#of} says. */
  private static String column(PixelColumns columns) {
    return "toInt64(multiIf(time_ns < "
        + columns.fromUnixNano()
        + ", -1, time_ns >= "
        + columns.toUnixNano()
        + ", "
        + columns.count()
        + ", intDiv(time_ns - "
        + columns.fromUnixNano()
        + ", "
        + columns.widthNano()
        + ")))";
  }

  private static ThinSeries.Moment moment(Row row, int time, int value) {
    return new ThinSeries.Moment(row.number(time), row.real(value).orElse(Double.NaN));
  }
}
