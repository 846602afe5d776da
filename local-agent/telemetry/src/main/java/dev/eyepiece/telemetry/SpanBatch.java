package dev.eyepiece.telemetry;

import java.util.BitSet;

/** The spans of one OTLP request as columns. Immutable; safe for use by several threads. */
public final class SpanBatch extends RecordBatch {
  private final SpanColumns columns;

  SpanBatch(BatchFrame frame, SpanColumns columns) {
    super(frame, columns);
    this.columns = columns;
  }

  @Override
  public SpanBatch withId(long newId, long newArrivedUnixNano) {
    return new SpanBatch(frame.withId(newId, newArrivedUnixNano), columns);
  }

  @Override
  public SpanBatch without(BitSet dropped) {
    SpanColumns less = new SpanColumns(size() - dropped.cardinality(), columns.attributes);
    less.copyWithout(columns, dropped);
    return new SpanBatch(frame, less);
  }

  @Override
  public Signal signal() {
    return Signal.TRACES;
  }

  public long traceIdHigh(int row) {
    return columns.traceIdHigh[row];
  }

  public long traceIdLow(int row) {
    return columns.traceIdLow[row];
  }

  public long spanId(int row) {
    return columns.spanId[row];
  }

  /** Zero when the span has no parent. */
  public long parentSpanId(int row) {
    return columns.parentSpanId[row];
  }

  public long startUnixNano(int row) {
    return columns.startUnixNano[row];
  }

  public long endUnixNano(int row) {
    return columns.endUnixNano[row];
  }

  public long durationNano(int row) {
    return columns.endUnixNano[row] - columns.startUnixNano[row];
  }

  /** Symbol of the span's name. */
  public int name(int row) {
    return columns.name[row];
  }

  public int kind(int row) {
    return columns.kind[row];
  }

  public int statusCode(int row) {
    return columns.statusCode[row];
  }

  public int flags(int row) {
    return columns.flags[row];
  }

  /** Slice of text. */
  public long statusMessage(int row) {
    return columns.statusMessage[row];
  }

  /** Slice of text. */
  public long traceState(int row) {
    return columns.traceState[row];
  }

  public int droppedAttributesCount(int row) {
    return columns.droppedAttributes[row];
  }

  public int droppedEventsCount(int row) {
    return columns.droppedEvents[row];
  }

  public int droppedLinksCount(int row) {
    return columns.droppedLinks[row];
  }

  public int eventCount(int row) {
    return columns.eventCount[row];
  }

  public int linkCount(int row) {
    return columns.linkCount[row];
  }
}
