package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.ClickHouseTables;
import dev.eyepiece.store.DurationMap;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.LogAnswers;
import dev.eyepiece.store.MetricAnswers;
import dev.eyepiece.store.ProfileAnswers;
import dev.eyepiece.store.RecordAnswers;
import dev.eyepiece.store.Red;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SqlDialect;
import dev.eyepiece.store.SqlSink;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRows;
import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.store.TraceTotals;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Answers of a ClickHouse. Each question sees the tables as they are when it is asked: there is no
 * state that several could share.
 */
final class ClickHouseSnapshot implements TelemetrySnapshot {
  private final Asker asker;
  private final Schema schema;
  private final ClickHouseTables tables;
  private final TracePlaces places;

  ClickHouseSnapshot(Server server, Schema schema, TracePlaces places) {
    this.asker = new Asker(server);
    this.schema = schema;
    this.tables = server.config().tables();
    this.places = places;
  }

  static Relation relation(Asker asker, Schema schema, Signal signal) {
    SpanSets sets = new SpanSets(asker, schema.sources(Signal.TRACES));
    return new Relation(asker, schema.sources(signal), sets);
  }

  private Relation relation(Signal signal) {
    return relation(asker, schema, signal);
  }

  private TraceAnswers traces() {
    return new TraceAnswers(relation(Signal.TRACES), schema.table(tables.traceTimes()), places);
  }

  private TraceLists lists() {
    return new TraceLists(relation(Signal.TRACES), schema.table(tables.traceTimes()));
  }

  @Override
  public RecordAnswers records(Signal signal) {
    return new ClickHouseRecords(relation(signal));
  }

  @Override
  public LogAnswers logs() {
    return new ClickHouseLogs(relation(Signal.LOGS));
  }

  @Override
  public MetricAnswers metrics() {
    return new ClickHouseMetrics(relation(Signal.METRICS));
  }

  @Override
  public ProfileAnswers profiles() {
    return new ClickHouseProfiles(relation(Signal.PROFILES));
  }

  @Override
  public long countSpans(Search search, TimeRange range) throws StoreException {
    return records(Signal.TRACES).count(search, range);
  }

  @Override
  public void spans(Search search, TimeRange range, long limit, Consumer<SpanRecord> sink)
      throws StoreException {
    new SpanAnswers(relation(Signal.TRACES)).stream(search, range, limit, sink);
  }

  @Override
  public TraceRows traceRows(TraceQuery query) throws StoreException {
    return lists().list(query);
  }

  @Override
  public TraceTotals traceTotals(TraceQuery query) throws StoreException {
    return lists().totals(query);
  }

  @Override
  public List<FacetValue> facet(String field, Search search, TimeRange range, int limit)
      throws StoreException {
    return records(Signal.TRACES).facet(field, search, range, limit);
  }

  @Override
  public DurationMap durations(Search search, TimeRange range, int timeBins, int binsPerDecade)
      throws StoreException {
    return lists().durations(search, range, timeBins, binsPerDecade);
  }

  @Override
  public Red red(Search search, TimeRange range, int bins) throws StoreException {
    return RedAnswers.run(relation(Signal.TRACES), search, range, bins);
  }

  @Override
  public Optional<TraceSpans> trace(TraceId id) throws StoreException {
    return traces().trace(id);
  }

  @Override
  public Optional<SpanRecord> span(long batchId, int row) throws StoreException {
    return traces().span(batchId, row);
  }

  @Override
  public int[] matches(TraceSpans trace, Search search) throws StoreException {
    return traces().matches(trace, search);
  }

  @Override
  public List<FacetValue> attributeKeys(int limit) throws StoreException {
    return records(Signal.TRACES).attributeKeys(limit);
  }

  @Override
  public void sql(String statement, long limit, SqlSink sink) throws StoreException {
    UserSql.run(asker, schema, statement, limit, sink);
  }

  @Override
  public SqlDialect dialect() {
    return SqlDialect.CLICKHOUSE;
  }

  @Override
  public String asSql(Signal signal, Search search, TimeRange range, Set<String> columns)
      throws StoreException {
    return AsSql.of(signal, relation(signal), search, range);
  }

  @Override
  public void cancel() {
    asker.cancel();
  }

  @Override
  public void close() {
    // Nothing is held between questions.
  }
}
