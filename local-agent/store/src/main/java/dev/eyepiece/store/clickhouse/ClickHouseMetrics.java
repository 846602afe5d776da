package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Direction;
import dev.eyepiece.store.MetricAnswers;
import dev.eyepiece.store.MetricRow;
import dev.eyepiece.store.PointSeries;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.ScopedMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

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
    SeriesReader reader = new SeriesReader();
    if (!relation.isEmpty()) {
      String ids =
          "SELECT DISTINCT series FROM "
              + relation.matching(List.of("series"), search, range)
              + " ORDER BY series LIMIT "
              + maxSeries;
      relation
          .asker()
          .query(
              "SELECT * FROM "
                  + relation.matching(PointRows.COLUMNS, search, range)
                  + " WHERE series GLOBAL IN ("
                  + ids
                  + ") ORDER BY series, time_ns",
              reader::add);
    }
    return reader.finish();
  }
}
