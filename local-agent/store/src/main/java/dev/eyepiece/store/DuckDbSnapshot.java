package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers by SQL over the windows and the unsealed chunks. */
final class DuckDbSnapshot implements TelemetrySnapshot {
  private final Relation relation;
  private final StoredSpans stored;
  private final Runnable release;
  private boolean closed;

  DuckDbSnapshot(Relation relation, List<SpanBatch> pending, Runnable release) {
    this.relation = relation;
    this.stored = new StoredSpans(relation, pending);
    this.release = release;
  }

  Relation relation() {
    return relation;
  }

  @Override
  public long countSpans(Search search, TimeRange range) throws StoreException {
    Asks asks = new Asks();
    String where = SearchSql.where(search, range, asks);
    long[] count = {0};
    relation.query(
        "SELECT count(*) FROM " + relation.spans(asks, range) + " WHERE " + where,
        row -> count[0] = row.getLong(1));
    return count[0];
  }

  @Override
  public void spans(Search search, TimeRange range, long limit, Consumer<SpanRecord> sink)
      throws StoreException {
    Asks asks = new Asks();
    String where = SearchSql.where(search, range, asks);
    StoredSpans.Places places = new StoredSpans.Places();
    relation.query(
        "SELECT w, r, batch_id, row_no FROM "
            + relation.spans(asks, range)
            + " WHERE "
            + where
            + " ORDER BY start_ns, batch_id, row_no"
            + (limit > 0 ? " LIMIT " + limit : ""),
        row -> places.add(row.getInt(1), row.getLong(2), row.getLong(3), row.getInt(4)));
    stored.read(places, sink);
  }

  @Override
  public TraceList traces(TraceQuery query) throws StoreException {
    return TraceListing.run(relation, query);
  }

  @Override
  public List<FacetValue> facet(String field, Search search, TimeRange range, int limit)
      throws StoreException {
    Asks asks = new Asks();
    String value = SearchSql.expression(field, asks);
    String where = SearchSql.where(search, range, asks);
    List<FacetValue> values = new ArrayList<>();
    relation.query(
        "SELECT "
            + value
            + " AS v, count(*) AS n FROM "
            + relation.spans(asks, range)
            + " WHERE "
            + where
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
        TraceListing.durations(relation, search, range),
        row -> bins.add(row.getLong(1), row.getLong(2), row.getLong(3) > 0));
    return bins.map(timeBins, binsPerDecade);
  }

  @Override
  public Red red(Search search, TimeRange range, int bins) throws StoreException {
    return RedQuery.run(relation, search, range, bins);
  }

  @Override
  public Optional<TraceSpans> trace(TraceId id) throws StoreException {
    TraceColumns columns = new TraceColumns(id);
    Asks asks = new Asks();
    String scope = asks.name(new Asks.ScopeName());
    relation.query(
        "SELECT batch_id, row_no, span_id, parent_id, start_ns, end_ns, name, service, "
            + scope
            + ", kind, status, event_count, link_count FROM "
            + relation.ofTrace(id, asks)
            + " ORDER BY start_ns, end_ns DESC, batch_id, row_no",
        columns::add);
    return columns.isEmpty() ? Optional.empty() : Optional.of(columns.toSpans());
  }

  @Override
  public Optional<SpanRecord> span(long batchId, int row) throws StoreException {
    return stored.span(batchId, row);
  }

  /** Which span of a trace it is. */
  private record Place(long batchId, int row) {}

  @Override
  public int[] matches(TraceSpans trace, Search search) throws StoreException {
    Map<Place, Integer> rows = new HashMap<>();
    for (int i = 0; i < trace.size(); i++) {
      rows.put(new Place(trace.batchId()[i], trace.place()[i]), i);
    }
    Asks asks = new Asks();
    String where = SearchSql.where(search, TimeRange.ALL, asks);
    List<Integer> found = new ArrayList<>();
    relation.query(
        "SELECT batch_id, row_no FROM "
            + relation.ofTrace(trace.traceId(), asks)
            + " WHERE "
            + where,
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
    return new KeyListing(relation).most(limit);
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
