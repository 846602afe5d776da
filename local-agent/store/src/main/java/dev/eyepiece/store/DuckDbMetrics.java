package dev.eyepiece.store;

import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.MetricReader;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.ScopedMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Answers about metrics by SQL. */
final class DuckDbMetrics extends DuckDbRecords implements MetricAnswers {
  /** Of points that come as columns, 24 bytes each. */
  private static final long POINTS_A_TIME = 1_000_000;

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
    return new MetricListing(relation).rows(search, range);
  }

  @Override
  public List<PointSeries> series(Search search, TimeRange range, int maxSeries)
      throws StoreException {
    return whole(search, range, cut(search, range, maxSeries));
  }

  /**
   * All points of series.
   *
   * @param which a condition that follows others
   */
  private List<PointSeries> whole(Search search, TimeRange range, String which)
      throws StoreException {
    SeriesReader reader = new SeriesReader(relation, stored);
    relation.query(
        "SELECT series, w, r, batch_id, row_no, start_ns, at_ns, coalesce(real_value, total),"
            + " coalesce(observations, 0), flags, metric FROM "
            + matching(search, range, new Asks())
            + which
            + " ORDER BY series, at_ns, batch_id, row_no",
        reader::add);
    return reader.finish();
  }

  /** Leaves out all but the first series; to number them in each row takes longer. */
  private String cut(Search search, TimeRange range, int maxSeries) throws StoreException {
    String[] cut = {""};
    relation.query(
        "SELECT DISTINCT series FROM "
            + matching(search, range, new Asks())
            + " ORDER BY series LIMIT 1 OFFSET "
            + (maxSeries - 1),
        row -> cut[0] = " AND series <= " + SearchSql.number(row.getLong(1)));
    return cut[0];
  }

  @Override
  public List<PointSeries> series(Search search, TimeRange range, int maxSeries, Picture picture)
      throws StoreException {
    List<ThinningPlan.Extent> extents = new ArrayList<>();
    relation.query(
        "SELECT series, count(*), min(at_ns), max(at_ns), count(observations) = 0 FROM "
            + matching(search, range, new Asks())
            + " GROUP BY series ORDER BY series LIMIT "
            + maxSeries,
        row ->
            extents.add(
                new ThinningPlan.Extent(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getBoolean(5))));
    ThinningPlan plan = new ThinningPlan(extents, picture);
    List<PointSeries> found = new ArrayList<>();
    if (!plan.whole().isEmpty()) {
      found.addAll(whole(search, range, among(plan.whole())));
    }
    PixelColumns columns = plan.columns();
    if (columns != null) {
      String which =
          plan.whole().isEmpty() ? upTo(plan.thinned(), maxSeries) : among(plan.thinned());
      found.addAll(thinned(search, range, plan.thinned(), which, columns));
    }
    found.sort(Comparator.comparingLong(PointSeries::id));
    return found;
  }

  private static String among(List<ThinningPlan.Extent> series) {
    return series.stream()
        .map(one -> SearchSql.number(one.id()))
        .collect(Collectors.joining(", ", " AND series IN (", ")"));
  }

  /** A condition only where there may be others, since to test the series of each row costs. */
  private static String upTo(List<ThinningPlan.Extent> series, int maxSeries) {
    return series.size() < maxSeries
        ? ""
        : " AND series <= " + SearchSql.number(series.getLast().id());
  }

  private List<PointSeries> thinned(
      Search search,
      TimeRange range,
      List<ThinningPlan.Extent> series,
      String which,
      PixelColumns columns)
      throws StoreException {
    PointsInColumns points = new PointsInColumns(series, columns);
    for (Portion portion : Portion.of(relation, POINTS_A_TIME)) {
      portion
          .relation()
          .columns(
              "SELECT series, at_ns, CASE WHEN real_value IS NOT NULL AND (flags & 1) = 0 THEN"
                  + " real_value ELSE 'NaN'::DOUBLE END FROM "
                  + matching(portion.relation(), search, range, new Asks())
                  + which
                  + portion.batches(),
              points::add);
    }
    String firsts =
        series.stream()
            .map(one ->
                "series = "
                    + SearchSql.number(one.id())
                    + " AND at_ns = "
                    + SearchSql.number(one.first()))
            .collect(Collectors.joining(" OR ", " AND (", ")"));
    List<PointSeries> found = new ArrayList<>();
    for (PointSeries head : whole(search, ThinningPlan.firsts(series), firsts)) {
      found.add(points.of(head.id()).finish(head));
    }
    return found;
  }
}
