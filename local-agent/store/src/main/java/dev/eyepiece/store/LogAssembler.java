package dev.eyepiece.store;

import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.ValueType;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Puts log records together again. Field numbers are those of logs.proto. For one thread. */
final class LogAssembler extends RecordAssembler<ScopedLog> {
  private final int time = place("time_ns");
  private final int observed = place("observed_ns");
  private final int traceHigh = place("trace_hi");
  private final int traceLow = place("trace_lo");
  private final int spanId = place("span_id");
  private final int severity = place("severity");
  private final int flags = place("flags");
  private final int bodyType = place("body_type");
  private final int severityText = place("severity_text");
  private final int eventName = place("event_name");
  private final int body = place("body");
  private final ByteSink part = new ByteSink();

  LogAssembler() {
    super(SignalTable.LOGS);
  }

  @Override
  ScopedLog read(byte[] resourceHeader, byte[] scopeHeader, ByteSink encoded)
      throws StoreException {
    return headers.log(resourceHeader, scopeHeader, encoded);
  }

  @Override
  ByteSink encode(DictionaryView dictionary, ResultSet row, int first) throws SQLException {
    record.clear();
    record.fixed64Field(1, row.getLong(first + time));
    record.varintField(2, row.getInt(first + severity));
    text(3, row.getString(first + severityText));
    if (row.getInt(first + bodyType) == ValueType.TEXT && !isFree(row, first)) {
      body(row.getString(first + body));
    }
    attributes(dictionary, row, first, LogChunks.ATTRIBUTES);
    record.fixed32Field(8, row.getInt(first + flags));
    traceId(9, row.getLong(first + traceHigh), row.getLong(first + traceLow));
    spanId(10, row.getLong(first + spanId));
    record.fixed64Field(11, row.getLong(first + observed));
    text(12, row.getString(first + eventName));
    return record;
  }

  /** A text of no bytes lies in no column. */
  private void body(@Nullable String text) {
    byte[] utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    part.clear();
    part.bytesField(ValueType.TEXT, utf8, 0, utf8.length);
    record.bytesField(LogChunks.BODY, part.bytes, 0, part.length);
  }
}
