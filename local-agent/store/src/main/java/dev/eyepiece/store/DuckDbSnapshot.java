package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers by SQL over the windows and the unsealed chunks. */
final class DuckDbSnapshot implements TelemetrySnapshot {
  private final Relation relation;
  private final Requests requests;
  private final Runnable release;
  private boolean closed;

  DuckDbSnapshot(Relation relation, List<SpanBatch> pending, Runnable release) {
    this.relation = relation;
    this.requests = new Requests(relation, pending);
    this.release = release;
  }

  private String spans() {
    return relation.spans();
  }

  @Override
  public long countSpans(Search search, TimeRange range) throws StoreException {
    long[] count = {0};
    relation.query(
        "SELECT count(*) FROM " + spans() + " WHERE " + SearchSql.where(search, range),
        row -> count[0] = row.getLong(1));
    return count[0];
  }

  /** Where a span is. */
  private record Place(long batchId, int place) {}

  @Override
  public void spans(Search search, TimeRange range, long limit, Consumer<SpanRecord> sink)
      throws StoreException {
    List<Place> places = new ArrayList<>();
    relation.query(
        "SELECT batch_id, place FROM "
            + spans()
            + " WHERE "
            + SearchSql.where(search, range)
            + " ORDER BY start_ns, batch_id, place"
            + (limit > 0 ? " LIMIT " + limit : ""),
        row -> places.add(new Place(row.getLong(1), row.getInt(2))));
    for (Place place : places) {
      requests.span(place.batchId(), place.place()).ifPresent(sink);
    }
  }

  @Override
  public TraceList traces(TraceQuery query) throws StoreException {
    return TraceListing.run(relation, spans(), spans(), query);
  }

  @Override
  public List<FacetValue> facet(String field, Search search, TimeRange range, int limit)
      throws StoreException {
    List<FacetValue> values = new ArrayList<>();
    relation.query(
        "SELECT "
            + SearchSql.expression(field)
            + " AS v, count(*) AS n FROM "
            + spans()
            + " WHERE "
            + SearchSql.where(search, range)
            + " GROUP BY v HAVING v IS NOT NULL ORDER BY n DESC, v LIMIT "
            + limit,
        row -> values.add(new FacetValue(row.getString(1), row.getLong(2))));
    return values;
  }

  @Override
  public DurationMap durations(Search search, TimeRange range, int timeBins, int binsPerDecade)
      throws StoreException {
    DurationBins bins = new DurationBins();
    relation.query(
        TraceListing.durations(spans(), spans(), search, range),
        row -> bins.add(row.getLong(1), row.getLong(2), row.getLong(3) > 0));
    return bins.map(timeBins, binsPerDecade);
  }

  @Override
  public Red red(Search search, TimeRange range, int bins) throws StoreException {
    return RedQuery.run(relation, SearchSql.where(search, range), range, bins);
  }

  @Override
  public Optional<TraceSpans> trace(TraceId id) throws StoreException {
    TraceColumns columns = new TraceColumns(id);
    relation.query(
        "SELECT batch_id, place, span_id, parent_id, start_ns, end_ns, name, service, scope, kind,"
            + " status, event_count, link_count FROM "
            + spans()
            + " WHERE "
            + of(id)
            + " ORDER BY start_ns, end_ns DESC, batch_id, place",
        columns::add);
    return columns.isEmpty() ? Optional.empty() : Optional.of(columns.toSpans());
  }

  private static String of(TraceId id) {
    return "trace_hi = "
        + SearchSql.number(id.high())
        + " AND trace_lo = "
        + SearchSql.number(id.low());
  }

  @Override
  public Optional<SpanRecord> span(long batchId, int row) throws StoreException {
    return requests.span(batchId, row);
  }

  @Override
  public int[] matches(TraceSpans trace, Search search) throws StoreException {
    Map<Place, Integer> rows = new HashMap<>();
    for (int i = 0; i < trace.size(); i++) {
      rows.put(new Place(trace.batchId()[i], trace.place()[i]), i);
    }
    List<Integer> found = new ArrayList<>();
    relation.query(
        "SELECT batch_id, place FROM "
            + spans()
            + " WHERE "
            + of(trace.traceId())
            + " AND "
            + SearchSql.where(search, TimeRange.ALL),
        row -> {
          Integer at = rows.get(new Place(row.getLong(1), row.getInt(2)));
          if (at != null) {
            found.add(at);
          }
        });
    return found.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  @Override
  public List<FacetValue> attributeKeys(int limit) throws StoreException {
    List<FacetValue> keys = new ArrayList<>();
    StringBuilder sums = new StringBuilder("SELECT 0");
    Promoted.COLUMNS.values().forEach(column -> sums.append(", count(").append(column).append(')'));
    List<String> names = List.copyOf(Promoted.COLUMNS.keySet());
    relation.query(
        sums + " FROM " + spans(),
        row -> {
          for (int i = 0; i < names.size(); i++) {
            if (row.getLong(i + 2) > 0) {
              keys.add(new FacetValue(names.get(i), row.getLong(i + 2)));
            }
          }
        });
    relation.query(
        "SELECT k, count(*) FROM (SELECT unnest(json_keys(attrs)) AS k FROM "
            + spans()
            + " WHERE attrs IS NOT NULL) GROUP BY k",
        row -> keys.add(new FacetValue(row.getString(1), row.getLong(2))));
    Map<String, Long> sum = new HashMap<>();
    keys.forEach(key -> sum.merge(key.value(), key.spans(), Long::sum));
    return sum.entrySet().stream()
        .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(FacetValue::spans).reversed().thenComparing(FacetValue::value))
        .limit(limit)
        .toList();
  }

  @Override
  public void sql(String statement, long limit, SqlSink sink) throws StoreException {
    UserSql.run(relation, statement, limit, sink);
  }

  static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  @Override
  public void cancel() {
    relation.cancel();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        relation.close();
      } finally {
        release.run();
      }
    }
  }
}
