package dev.eyepiece.telemetry;

import java.util.BitSet;

/**
 * The log records of one OTLP request as columns (opentelemetry-proto, {@code logs.proto}).
 * Immutable; safe for use by several threads.
 */
public final class LogBatch extends RecordBatch {
  private final LogColumns columns;

  LogBatch(BatchFrame frame, LogColumns columns) {
    super(frame, columns);
    this.columns = columns;
  }

  @Override
  public LogBatch withId(long newId, long newArrivedUnixNano) {
    return new LogBatch(frame.withId(newId, newArrivedUnixNano), columns);
  }

  @Override
  public LogBatch without(BitSet dropped) {
    LogColumns less = new LogColumns(size() - dropped.cardinality(), columns.attributes);
    less.copyWithout(columns, dropped);
    return new LogBatch(frame, less);
  }

  @Override
  public Signal signal() {
    return Signal.LOGS;
  }

  /** When it happened, nanoseconds since 1970, unsigned; 0 when not known. */
  public long timeUnixNano(int row) {
    return columns.timeUnixNano[row];
  }

  /**
   * When it was seen by a collector of logs, nanoseconds since 1970, unsigned; 0 when not known.
   */
  public long observedTimeUnixNano(int row) {
    return columns.observedTimeUnixNano[row];
  }

  /** OTLP {@code SeverityNumber} as it came: 1 to 24 are known, 0 is not given. */
  public int severityNumber(int row) {
    return columns.severityNumber[row];
  }

  /** Slice of text. */
  public long severityText(int row) {
    return columns.severityText[row];
  }

  /** Symbol of the event's name, which is empty for what is no event. */
  public int eventName(int row) {
    return columns.eventName[row];
  }

  /** One of {@link ValueType}. */
  public byte bodyType(int row) {
    return columns.bodyType[row];
  }

  /** As {@link #attributeBits}. */
  public long bodyBits(int row) {
    return columns.bodyBits[row];
  }

  /** The body as a tree. */
  public AnyValue body(int row) {
    return value(bodyType(row), bodyBits(row));
  }

  public long traceIdHigh(int row) {
    return columns.traceIdHigh[row];
  }

  public long traceIdLow(int row) {
    return columns.traceIdLow[row];
  }

  /** Zero when absent. */
  public long spanId(int row) {
    return columns.spanId[row];
  }

  public int flags(int row) {
    return columns.flags[row];
  }

  /** Unsigned. */
  public int droppedAttributesCount(int row) {
    return columns.droppedAttributes[row];
  }
}
