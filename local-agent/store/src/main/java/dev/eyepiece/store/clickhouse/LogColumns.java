package dev.eyepiece.store.clickhouse;

import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.ScopedLog;

/** How log records are written. */
final class LogColumns {
  static final Columns<ScopedLog> ALL =
      new Columns<ScopedLog>()
          .scoped(ScopedLog::resource, ScopedLog::scope)
          .time("Timestamp", r -> at(r.log()))
          .text("TraceId", r -> Written.traceId(r.log().traceIdHigh(), r.log().traceIdLow()))
          .text("SpanId", r -> Written.spanId(r.log().spanId()))
          .int8("TraceFlags", r -> r.log().flags())
          .utf8("SeverityText", r -> r.log().severityText())
          .int8("SeverityNumber", r -> r.log().severityNumber())
          .text("Body", r -> Written.text(r.log().body()))
          .utf8("EventName", r -> r.log().eventName())
          .add("LogAttributes", (out, r) -> Written.map(out, r.log().attributes()));

  private LogColumns() {}

  /** A record lies where its time says, else where it was seen. */
  private static long at(LogRecord log) {
    return log.timeUnixNano() == 0 ? log.observedTimeUnixNano() : log.timeUnixNano();
  }
}
