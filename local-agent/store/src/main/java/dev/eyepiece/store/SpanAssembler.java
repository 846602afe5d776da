package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanRecord;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Puts spans together again. Field numbers are those of trace.proto. For one thread. */
final class SpanAssembler extends RecordAssembler<SpanRecord> {
  private final int traceHigh = place("trace_hi");
  private final int traceLow = place("trace_lo");
  private final int spanId = place("span_id");
  private final int parentId = place("parent_id");
  private final int name = place("name");
  private final int kind = place("kind");
  private final int start = place("start_ns");
  private final int end = place("end_ns");
  private final int status = place("status");
  private final int statusMessage = place("status_message");
  private final int flags = place("flags");
  private final ByteSink part = new ByteSink();

  SpanAssembler() {
    super(SignalTable.SPANS);
  }

  @Override
  SpanRecord read(byte[] resourceHeader, byte[] scopeHeader, ByteSink encoded)
      throws StoreException {
    return headers.span(resourceHeader, scopeHeader, encoded);
  }

  @Override
  ByteSink encode(DictionaryView dictionary, ResultSet row, int first) throws SQLException {
    record.clear();
    traceId(1, row.getLong(first + traceHigh), row.getLong(first + traceLow));
    spanId(2, row.getLong(first + spanId));
    spanId(4, row.getLong(first + parentId));
    text(5, row.getString(first + name));
    record.varintField(6, row.getInt(first + kind));
    record.fixed64Field(7, row.getLong(first + start));
    record.fixed64Field(8, row.getLong(first + end));
    attributes(dictionary, row, first, SpanChunks.ATTRIBUTES);
    if (!isFree(row, first)) {
      status(row.getInt(first + status), row.getString(first + statusMessage));
    }
    record.fixed32Field(16, row.getInt(first + flags));
    return record;
  }

  private void status(int code, @Nullable String message) {
    if (code != 0 || message != null) {
      part.clear();
      if (message != null) {
        byte[] utf8 = message.getBytes(StandardCharsets.UTF_8);
        part.bytesField(2, utf8, 0, utf8.length);
      }
      part.varintField(3, code);
      record.bytesField(15, part.bytes, 0, part.length);
    }
  }
}
