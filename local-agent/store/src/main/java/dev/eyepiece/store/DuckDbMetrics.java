package dev.eyepiece.store;

import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.MetricReader;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.ScopedMetric;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Answers about metrics by SQL. */
final class DuckDbMetrics extends DuckDbRecords implements MetricAnswers {
  private final StoredRecords<MetricBatch, ScopedMetric> stored;

  DuckDbMetrics(Relation relation, List<RecordBatch> pending) {
    super(relation);
    stored =
        new StoredRecords<>(
            relation, pending, MetricBatch.class, new PointAssembler(), MetricReader::read);
  }

  @Override
  public void points(
      Search search, TimeRange range, Direction direction, long limit, Consumer<ScopedMetric> sink)
      throws StoreException {
    stored.stream(search, range, direction, limit, sink);
  }

  @Override
  public List<MetricRow> list(Search search, TimeRange range) throws StoreException {
    Asks asks = new Asks();
    StringBuilder parts = new StringBuilder("service, name");
    for (Asks.MetricPart part : Asks.MetricPart.values()) {
      parts.append(", ").append(asks.name(new Asks.OfMetric(part)));
    }
    List<MetricRow> found = new ArrayList<>();
    relation.query(
        "SELECT "
            + parts
            + ", count(DISTINCT series), count(*), max(at_ns),"
            + " arg_max(coalesce(real_value, total), at_ns) FROM "
            + matching(search, range, asks)
            + " GROUP BY "
            + parts
            + " ORDER BY service, name",
        row -> found.add(metric(row)));
    return found;
  }

  /** Columns in the order of {@link Asks.MetricPart}. */
  private static MetricRow metric(ResultSet row) throws SQLException {
    double last = row.getDouble(11);
    OptionalDouble value = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(last);
    return new MetricRow(
        DuckDbSnapshot.text(row, 1),
        DuckDbSnapshot.text(row, 2),
        DuckDbSnapshot.text(row, 7),
        MetricType.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
        DuckDbSnapshot.text(row, 3),
        DuckDbSnapshot.text(row, 5),
        row.getString(6).equals("true"),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        value);
  }

  @Override
  public List<PointSeries> series(Search search, TimeRange range, int maxSeries)
      throws StoreException {
    SeriesReader reader = new SeriesReader(relation, stored);
    relation.query(
        "SELECT series, w, r, batch_id, row_no, start_ns, at_ns, coalesce(real_value, total),"
            + " coalesce(observations, 0), flags, metric FROM "
            + matching(search, range, new Asks())
            + " QUALIFY dense_rank() OVER (ORDER BY series) <= "
            + maxSeries
            + " ORDER BY series, at_ns, batch_id, row_no",
        reader::add);
    return reader.finish();
  }
}
