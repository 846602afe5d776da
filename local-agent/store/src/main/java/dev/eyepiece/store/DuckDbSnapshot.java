package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanReader;
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
  private final Relations relations;
  private final Relation relation;
  private final List<RecordBatch> pending;
  private final StoredRecords<SpanBatch, SpanRecord> stored;
  private final Runnable release;
  private boolean closed;

  DuckDbSnapshot(Relations relations, List<RecordBatch> pending, Runnable release) {
    this.relations = relations;
    this.relation = relations.of(SignalTable.SPANS);
    this.pending = pending;
    this.stored =
        new StoredRecords<>(
            relation, pending, SpanBatch.class, new SpanAssembler(), SpanReader::read);
    this.release = release;
  }

  Relations relations() {
    return relations;
  }

  @Override
  public RecordAnswers records(Signal signal) {
    return new DuckDbRecords(relations.of(signal));
  }

  @Override
  public LogAnswers logs() {
    return new DuckDbLogs(relations.of(SignalTable.LOGS), pending);
  }

  @Override
  public MetricAnswers metrics() {
    return new DuckDbMetrics(relations.of(SignalTable.POINTS), pending);
  }

  @Override
  public ProfileAnswers profiles() {
    return new DuckDbProfiles(relations, pending);
  }

  @Override
  public long countSpans(Search search, TimeRange range) throws StoreException {
    return records(Signal.TRACES).count(search, range);
  }

  @Override
  public void spans(Search search, TimeRange range, long limit, Consumer<SpanRecord> sink)
      throws StoreException {
    stored.stream(search, range, Direction.OLDEST_FIRST, limit, sink);
  }

  @Override
  public TraceRows traceRows(TraceQuery query) throws StoreException {
    return TraceListing.run(relation, query);
  }

  @Override
  public TraceTotals traceTotals(TraceQuery query) throws StoreException {
    return TraceListing.totals(relation, query);
  }

  @Override
  public List<FacetValue> facet(String field, Search search, TimeRange range, int limit)
      throws StoreException {
    return records(Signal.TRACES).facet(field, search, range, limit);
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
    return stored.one(batchId, row);
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
    Relation alone = relation.of(trace.traceId());
    String where = SearchSql.where(alone, search, TimeRange.ALL, asks);
    List<Integer> found = new ArrayList<>();
    relation.query(
        "SELECT batch_id, row_no FROM " + alone.rows(asks, TimeRange.ALL) + " WHERE " + where,
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
    return records(Signal.TRACES).attributeKeys(limit);
  }

  @Override
  public void sql(String statement, long limit, SqlSink sink) throws StoreException {
    UserSql.run(relations, statement, limit, sink);
  }

  static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  @Override
  public void cancel() {
    relations.session().cancel();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        relations.session().close();
      } finally {
        release.run();
      }
    }
  }
}
