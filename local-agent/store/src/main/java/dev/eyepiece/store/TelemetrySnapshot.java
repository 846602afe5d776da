package dev.eyepiece.store;

import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Answers over one consistent state. For one thread, except {@link #cancel}. Every call blocks, so
 * none belongs on an event loop or the FX thread.
 */
public interface TelemetrySnapshot extends AutoCloseable {

  /** What can be asked of the records of any signal. */
  RecordAnswers records(Signal signal);

  /** What can be asked of log records. */
  LogAnswers logs();

  /** What can be asked of data points. */
  MetricAnswers metrics();

  /** What can be asked of samples. */
  ProfileAnswers profiles();

  /** Spans that match and start in the range. */
  long countSpans(Search search, TimeRange range) throws StoreException;

  /**
   * Streams matching spans, oldest start first, ties in order of arrival.
   *
   * @param limit at most so many; 0 for all
   */
  void spans(Search search, TimeRange range, long limit, Consumer<SpanRecord> sink)
      throws StoreException;

  /** Traces of which at least one span matches and starts in the range, and how many there are. */
  default TraceList traces(TraceQuery query) throws StoreException {
    TraceRows first = traceRows(query);
    TraceTotals totals = first.totals();
    return TraceList.of(first.rows(), totals == null ? traceTotals(query) : totals);
  }

  /** The rows of such a list alone, which may be known long before how many there are. */
  TraceRows traceRows(TraceQuery query) throws StoreException;

  /** How many there are of such a list, whatever the query's order and limit. */
  TraceTotals traceTotals(TraceQuery query) throws StoreException;

  /**
   * The most frequent values of a field among matching spans, most frequent first.
   *
   * @param field a field of the search language: {@code service}, {@code name}, {@code status},
   *     {@code kind} or an attribute key
   */
  List<FacetValue> facet(String field, Search search, TimeRange range, int limit)
      throws StoreException;

  /** Matching traces counted over start time and duration. */
  DurationMap durations(Search search, TimeRange range, int timeBins, int binsPerDecade)
      throws StoreException;

  /**
   * Rate, errors and duration of matching spans, by service and over time.
   *
   * @param bins stretches that the range is cut into, at least 1
   */
  Red red(Search search, TimeRange range, int bins) throws StoreException;

  /** All spans of a trace, oldest start first; empty when none is held. */
  Optional<TraceSpans> trace(TraceId id) throws StoreException;

  /** One span whole, by the place that {@link TraceSpans} names. */
  Optional<SpanRecord> span(long batchId, int row) throws StoreException;

  /** Rows of the trace whose spans match, in row order. */
  int[] matches(TraceSpans trace, Search search) throws StoreException;

  /**
   * Attribute keys that are held, most frequent first, with the number of spans that carry them.
   */
  List<FacetValue> attributeKeys(int limit) throws StoreException;

  /**
   * Runs one read-only SQL statement over the tables {@code spans}, {@code logs}, {@code points}
   * and {@code samples}; no file, network or setting can be reached from it.
   *
   * @param limit at most so many rows; 0 for all
   */
  void sql(String statement, long limit, SqlSink sink) throws StoreException;

  /** The language of {@link #sql}. */
  default SqlDialect dialect() {
    return SqlDialect.DUCKDB;
  }

  /**
   * A search as a statement for {@link #sql}, of several lines, that finds the same records, the
   * newest first.
   *
   * @param columns the names of the columns that the signal's table has now
   * @throws StoreException when the search asks for something that no statement can
   */
  default String asSql(Signal signal, Search search, TimeRange range, Set<String> columns)
      throws StoreException {
    return SearchAsSql.of(signal, search, range, columns);
  }

  /** Ends a running call, which then throws; safe from any thread. */
  void cancel();

  @Override
  void close();
}
