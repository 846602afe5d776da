package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.SpanBatch;

/** Makes chunks of spans. Field numbers are those of trace.proto. For one thread. */
final class SpanChunks extends ChunkBuilder<SpanBatch> {
  static final int ATTRIBUTES = 9;
  private static final long HELD = Tails.held(1, 2, 4, 5, 6, 7, 8, 15, 16);
  private static final long HELD_FREE = Tails.held(1, 2, 4, 5, 6, 7, 8, 16);

  private final Cells.Longs traceHigh = longs("trace_hi");
  private final Cells.Longs traceLow = longs("trace_lo");
  private final Cells.Longs spanId = longs("span_id");
  private final Cells.Longs parentId = longs("parent_id");
  private final Cells.Longs start = longs("start_ns");
  private final Cells.Longs end = longs("end_ns");
  private final Cells.Ints kind = ints("kind");
  private final Cells.Ints status = ints("status");
  private final Cells.Ints flags = ints("flags");
  private final Cells.Ints eventCount = ints("event_count");
  private final Cells.Ints linkCount = ints("link_count");
  private final Cells.Texts name = texts("name");
  private final Cells.Texts statusMessage = texts("status_message");
  private final Cells.Texts eventText = texts("event_text");
  private final EventText events = new EventText();

  SpanChunks() {
    super(SignalTable.SPANS);
  }

  @Override
  long key(SpanBatch batch, int row) {
    return RowOrder.hash(batch.traceIdHigh(row), batch.traceIdLow(row));
  }

  @Override
  void fill(int at, SpanBatch batch, int row, Shared<SpanBatch> shared) {
    traceHigh.set(at, batch.traceIdHigh(row));
    traceLow.set(at, batch.traceIdLow(row));
    spanId.set(at, batch.spanId(row));
    parentId.set(at, batch.parentSpanId(row));
    start.set(at, batch.startUnixNano(row));
    end.set(at, batch.endUnixNano(row));
    kind.set(at, batch.kind(row));
    status.set(at, batch.statusCode(row));
    flags.set(at, batch.flags(row));
    eventCount.set(at, batch.eventCount(row));
    linkCount.set(at, batch.linkCount(row));
    text(name, at, batch.symbol(batch.name(row)));
    text(statusMessage, at, batch, batch.statusMessage(row));
  }

  /** Events are in no column, so that their text is looked for in the tail alone. */
  @Override
  void tailed(int at, SpanBatch batch, int row, ByteSink tail) {
    if (batch.eventCount(row) > 0) {
      events.of(tail);
      eventText.set(at, events.bytes, 0, events.length);
    }
  }

  @Override
  int attributesField(SpanBatch batch, int row) {
    return ATTRIBUTES;
  }

  @Override
  boolean needsTail(SpanBatch batch, int row) {
    return batch.eventCount(row) != 0
        || batch.linkCount(row) != 0
        || RecordBatch.sliceLength(batch.traceState(row)) != 0
        || batch.droppedAttributesCount(row) != 0
        || batch.droppedEventsCount(row) != 0
        || batch.droppedLinksCount(row) != 0;
  }

  /** The status may hold what nobody knows. */
  @Override
  long held(SpanBatch batch, int row, boolean free) {
    return free ? HELD_FREE : HELD;
  }
}
