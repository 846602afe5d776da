package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Direction;
import dev.eyepiece.store.LogAnswers;
import dev.eyepiece.store.LogHistogram;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Answers about log records. */
final class ClickHouseLogs extends ClickHouseRecords implements LogAnswers {
  private static final List<String> COLUMNS =
      List.of(
          "time_ns",
          "severity_number",
          "severity_text",
          "event_name",
          "body",
          "trace_id",
          "span_id",
          "flags",
          "attributes",
          "resource",
          "resource_schema",
          "scope",
          "scope_version",
          "scope_attributes",
          "scope_schema");

  ClickHouseLogs(Relation relation) {
    super(relation);
  }

  @Override
  public void logs(
      Search search, TimeRange range, Direction direction, long limit, Consumer<ScopedLog> sink)
      throws StoreException {
    if (!relation.isEmpty()) {
      String to = direction == Direction.OLDEST_FIRST ? "" : " DESC";
      relation
          .asker()
          .query(
              "SELECT * FROM "
                  + relation.matching(COLUMNS, search, range)
                  + " ORDER BY time_ns"
                  + to
                  + ", span_id"
                  + to
                  + ", body"
                  + to
                  + Relation.limit(limit),
              row -> sink.accept(log(row)));
    }
  }

  private static ScopedLog log(Row row) {
    LogRecord log = new LogRecord();
    log.setTimeUnixNano(row.number(1));
    log.setSeverityNumber((int) row.number(2));
    log.setSeverityText(Utf8.of(row.text(3)));
    log.setEventName(Utf8.of(row.text(4)));
    log.setBody(Texts.value(row.text(5)));
    TraceId trace = Texts.traceId(row.text(6));
    log.setTraceId(trace.high(), trace.low());
    log.setSpanId(Texts.spanId(row.text(7)));
    log.setFlags((int) row.number(8));
    log.setAttributes(Texts.attributes(row.map(9)));
    return new ScopedLog(
        Texts.resource(row.map(10), row.text(11)),
        Texts.scope(row.text(12), row.text(13), Texts.attributes(row.map(14)), row.text(15)),
        log);
  }

  @Override
  public List<ScopedLog> ofTrace(TraceId trace, long limit) throws StoreException {
    List<ScopedLog> found = new ArrayList<>();
    Search one = new Search.Field("trace", Search.Op.EQ, trace.toString());
    logs(one, TimeRange.ALL, Direction.OLDEST_FIRST, limit, found::add);
    return found;
  }

  @Override
  public LogHistogram histogram(Search search, TimeRange range, int bins) throws StoreException {
    if (relation.isEmpty()) {
      return LogHistogram.EMPTY;
    }
    String from =
        relation.matching(List.of("time_ns", "severity_number", "severity_text"), search, range);
    long[] ends = {0, -1};
    relation
        .asker()
        .query(
            "SELECT toInt64(count()), min(time_ns), max(time_ns) FROM " + from,
            row -> {
              if (row.number(1) > 0) {
                ends[0] = row.number(2);
                ends[1] = row.number(3);
              }
            });
    if (ends[1] < ends[0]) {
      return LogHistogram.EMPTY;
    }
    long first = range.fromUnixNano() == Long.MIN_VALUE ? ends[0] : range.fromUnixNano();
    long last = range.toUnixNano() == Long.MAX_VALUE ? ends[1] : range.toUnixNano() - 1;
    long width = (last - first) / bins + 1;
    long[] counts = new long[bins * LogHistogram.ROWS];
    relation
        .asker()
        .query(
            "SELECT intDiv(time_ns - "
                + Sql.number(first)
                + ", "
                + width
                + ") AS bin, "
                + LogSource.RANGE
                + " AS severity_range, toInt64(count()) FROM "
                + from
                + " GROUP BY bin, severity_range",
            row ->
                counts[(int) row.number(1) * LogHistogram.ROWS + (int) row.number(2)] +=
                    row.number(3));
    return new LogHistogram(first, width, bins, counts);
  }
}
