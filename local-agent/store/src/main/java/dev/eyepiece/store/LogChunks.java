package dev.eyepiece.store;

import dev.eyepiece.telemetry.LogBatch;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;

/** Makes chunks of log records. Field numbers are those of logs.proto. For one thread. */
final class LogChunks extends ChunkBuilder<LogBatch> {
  static final int BODY = 5;
  static final int ATTRIBUTES = 6;
  private static final long HELD = Tails.held(1, 2, 3, 8, 9, 10, 11, 12);
  private static final long HELD_TEXT = HELD | Tails.held(BODY);

  private final Cells.Longs at = longs("at_ns");
  private final Cells.Longs time = longs("time_ns");
  private final Cells.Longs observed = longs("observed_ns");
  private final Cells.Longs traceHigh = longs("trace_hi");
  private final Cells.Longs traceLow = longs("trace_lo");
  private final Cells.Longs spanId = longs("span_id");
  private final Cells.Ints severity = ints("severity");
  private final Cells.Ints flags = ints("flags");
  private final Cells.Ints bodyType = ints("body_type");
  private final Cells.Texts severityText = texts("severity_text");
  private final Cells.Texts eventName = texts("event_name");
  private final Cells.Texts body = texts("body");
  private final JsonText text = new JsonText();

  LogChunks() {
    super(SignalTable.LOGS);
  }

  @Override
  long key(LogBatch batch, int row) {
    return 0;
  }

  /** When a record happened, else when it was seen, else when it came (logs.proto, time fields). */
  static long at(LogBatch batch, int row) {
    long time = batch.timeUnixNano(row);
    long observed = batch.observedTimeUnixNano(row);
    return time != 0 ? time : observed != 0 ? observed : batch.arrivedUnixNano();
  }

  @Override
  void fill(int row, LogBatch batch, int of, Shared<LogBatch> shared) {
    at.set(row, at(batch, of));
    time.set(row, batch.timeUnixNano(of));
    observed.set(row, batch.observedTimeUnixNano(of));
    traceHigh.set(row, batch.traceIdHigh(of));
    traceLow.set(row, batch.traceIdLow(of));
    spanId.set(row, batch.spanId(of));
    severity.set(row, batch.severityNumber(of));
    flags.set(row, batch.flags(of));
    bodyType.set(row, batch.bodyType(of));
    text(severityText, row, batch, batch.severityText(of));
    Utf8 event = batch.symbol(batch.eventName(of));
    if (!event.isEmpty()) {
      text(eventName, row, event);
    }
    switch (batch.bodyType(of)) {
      case ValueType.EMPTY -> {}
      case ValueType.TEXT -> text(body, row, batch, batch.bodyBits(of));
      default -> {
        text.clear();
        text.text(batch.body(of));
        body.set(row, text.bytes, 0, text.length);
      }
    }
  }

  @Override
  int attributesField(LogBatch batch, int row) {
    return ATTRIBUTES;
  }

  @Override
  boolean needsTail(LogBatch batch, int row) {
    return batch.droppedAttributesCount(row) != 0
        || (batch.bodyType(row) != ValueType.TEXT && batch.bodyType(row) != ValueType.EMPTY);
  }

  /** The body may hold what nobody knows. */
  @Override
  long held(LogBatch batch, int row, boolean free) {
    return !free && batch.bodyType(row) == ValueType.TEXT ? HELD_TEXT : HELD;
  }
}
