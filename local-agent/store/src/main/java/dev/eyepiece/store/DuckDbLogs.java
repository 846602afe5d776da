package dev.eyepiece.store;

import dev.eyepiece.telemetry.LogBatch;
import dev.eyepiece.telemetry.LogReader;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Answers about log records by SQL. */
final class DuckDbLogs extends DuckDbRecords implements LogAnswers {
  /** The range of the severity, counted from 1; 0 for none. */
  private static final String RANGE =
      "CASE WHEN severity BETWEEN 1 AND 24 THEN (severity - 1) // 4 + 1 ELSE"
          + " coalesce(list_position(['trace', 'debug', 'info', 'warn', 'error', 'fatal'],"
          + " lower(severity_text)), 0) END";

  private final StoredRecords<LogBatch, ScopedLog> stored;

  DuckDbLogs(Relation relation, List<RecordBatch> pending) {
    super(relation);
    stored =
        new StoredRecords<>(relation, pending, LogBatch.class, new LogAssembler(), LogReader::read);
  }

  @Override
  public void logs(
      Search search, TimeRange range, Direction direction, long limit, Consumer<ScopedLog> sink)
      throws StoreException {
    stored.stream(search, range, direction, limit, sink);
  }

  @Override
  public List<ScopedLog> ofTrace(TraceId trace, long limit) throws StoreException {
    List<ScopedLog> found = new ArrayList<>();
    stored.read(
        relation.ofTrace(trace, new Asks()), "TRUE", Direction.OLDEST_FIRST, limit, found::add);
    return found;
  }

  @Override
  public LogHistogram histogram(Search search, TimeRange range, int bins) throws StoreException {
    long[] ends = {0, -1};
    relation.query(
        "SELECT min(at_ns), max(at_ns) FROM " + matching(search, range, new Asks()),
        row -> {
          ends[0] = row.getLong(1);
          ends[1] = row.wasNull() ? -1 : row.getLong(2);
        });
    if (ends[1] < ends[0]) {
      return LogHistogram.EMPTY;
    }
    long from = range.fromUnixNano() == Long.MIN_VALUE ? ends[0] : range.fromUnixNano();
    long last = range.toUnixNano() == Long.MAX_VALUE ? ends[1] : range.toUnixNano() - 1;
    long width = (last - from) / bins + 1;
    long[] counts = new long[bins * LogHistogram.ROWS];
    relation.query(
        "SELECT (at_ns - "
            + SearchSql.number(from)
            + ") // "
            + width
            + " AS bin, "
            + RANGE
            + " AS severity_range, count(*) FROM "
            + matching(search, range, new Asks())
            + " GROUP BY bin, severity_range",
        row -> counts[row.getInt(1) * LogHistogram.ROWS + row.getInt(2)] += row.getLong(3));
    return new LogHistogram(from, width, bins, counts);
  }
}
