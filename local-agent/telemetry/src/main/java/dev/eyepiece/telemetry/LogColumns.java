package dev.eyepiece.telemetry;

import java.util.Arrays;

/** The growing arrays behind a {@link LogBatch}. */
final class LogColumns extends RecordColumns<LogColumns> {
  private static final int ROW_BYTES = COMMON_BYTES + 73;

  long[] timeUnixNano;
  long[] observedTimeUnixNano;
  int[] severityNumber;
  long[] severityText;
  int[] eventName;
  byte[] bodyType;
  long[] bodyBits;
  long[] traceIdHigh;
  long[] traceIdLow;
  long[] spanId;
  int[] flags;
  int[] droppedAttributes;

  LogColumns(int rows, int attributeCapacity) {
    super(rows, attributeCapacity);
    timeUnixNano = new long[rows];
    observedTimeUnixNano = new long[rows];
    severityNumber = new int[rows];
    severityText = new long[rows];
    eventName = new int[rows];
    bodyType = new byte[rows];
    bodyBits = new long[rows];
    traceIdHigh = new long[rows];
    traceIdLow = new long[rows];
    spanId = new long[rows];
    flags = new int[rows];
    droppedAttributes = new int[rows];
  }

  @Override
  int rowBytes() {
    return ROW_BYTES;
  }

  @Override
  void grow(int rows) {
    timeUnixNano = Arrays.copyOf(timeUnixNano, rows);
    observedTimeUnixNano = Arrays.copyOf(observedTimeUnixNano, rows);
    severityNumber = Arrays.copyOf(severityNumber, rows);
    severityText = Arrays.copyOf(severityText, rows);
    eventName = Arrays.copyOf(eventName, rows);
    bodyType = Arrays.copyOf(bodyType, rows);
    bodyBits = Arrays.copyOf(bodyBits, rows);
    traceIdHigh = Arrays.copyOf(traceIdHigh, rows);
    traceIdLow = Arrays.copyOf(traceIdLow, rows);
    spanId = Arrays.copyOf(spanId, rows);
    flags = Arrays.copyOf(flags, rows);
    droppedAttributes = Arrays.copyOf(droppedAttributes, rows);
  }

  @Override
  void copy(LogColumns from, int row, int to) {
    timeUnixNano[to] = from.timeUnixNano[row];
    observedTimeUnixNano[to] = from.observedTimeUnixNano[row];
    severityNumber[to] = from.severityNumber[row];
    severityText[to] = from.severityText[row];
    eventName[to] = from.eventName[row];
    bodyType[to] = from.bodyType[row];
    bodyBits[to] = from.bodyBits[row];
    traceIdHigh[to] = from.traceIdHigh[row];
    traceIdLow[to] = from.traceIdLow[row];
    spanId[to] = from.spanId[row];
    flags[to] = from.flags[row];
    droppedAttributes[to] = from.droppedAttributes[row];
  }
}
