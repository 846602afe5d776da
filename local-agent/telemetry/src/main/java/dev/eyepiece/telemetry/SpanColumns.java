package dev.eyepiece.telemetry;

import java.util.Arrays;

/** The growing arrays behind a {@link SpanBatch}. */
final class SpanColumns extends RecordColumns<SpanColumns> {
  private static final int ROW_BYTES = COMMON_BYTES + 100;

  long[] traceIdHigh;
  long[] traceIdLow;
  long[] spanId;
  long[] parentSpanId;
  long[] startUnixNano;
  long[] endUnixNano;
  int[] name;
  int[] kind;
  int[] statusCode;
  int[] flags;
  long[] statusMessage;
  long[] traceState;
  int[] droppedAttributes;
  int[] droppedEvents;
  int[] droppedLinks;
  int[] eventCount;
  int[] linkCount;

  SpanColumns(int rows, int attributeCapacity) {
    super(rows, attributeCapacity);
    traceIdHigh = new long[rows];
    traceIdLow = new long[rows];
    spanId = new long[rows];
    parentSpanId = new long[rows];
    startUnixNano = new long[rows];
    endUnixNano = new long[rows];
    name = new int[rows];
    kind = new int[rows];
    statusCode = new int[rows];
    flags = new int[rows];
    statusMessage = new long[rows];
    traceState = new long[rows];
    droppedAttributes = new int[rows];
    droppedEvents = new int[rows];
    droppedLinks = new int[rows];
    eventCount = new int[rows];
    linkCount = new int[rows];
  }

  @Override
  int rowBytes() {
    return ROW_BYTES;
  }

  @Override
  void grow(int rows) {
    traceIdHigh = Arrays.copyOf(traceIdHigh, rows);
    traceIdLow = Arrays.copyOf(traceIdLow, rows);
    spanId = Arrays.copyOf(spanId, rows);
    parentSpanId = Arrays.copyOf(parentSpanId, rows);
    startUnixNano = Arrays.copyOf(startUnixNano, rows);
    endUnixNano = Arrays.copyOf(endUnixNano, rows);
    name = Arrays.copyOf(name, rows);
    kind = Arrays.copyOf(kind, rows);
    statusCode = Arrays.copyOf(statusCode, rows);
    flags = Arrays.copyOf(flags, rows);
    statusMessage = Arrays.copyOf(statusMessage, rows);
    traceState = Arrays.copyOf(traceState, rows);
    droppedAttributes = Arrays.copyOf(droppedAttributes, rows);
    droppedEvents = Arrays.copyOf(droppedEvents, rows);
    droppedLinks = Arrays.copyOf(droppedLinks, rows);
    eventCount = Arrays.copyOf(eventCount, rows);
    linkCount = Arrays.copyOf(linkCount, rows);
  }

  @Override
  void copy(SpanColumns from, int row, int to) {
    traceIdHigh[to] = from.traceIdHigh[row];
    traceIdLow[to] = from.traceIdLow[row];
    spanId[to] = from.spanId[row];
    parentSpanId[to] = from.parentSpanId[row];
    startUnixNano[to] = from.startUnixNano[row];
    endUnixNano[to] = from.endUnixNano[row];
    name[to] = from.name[row];
    kind[to] = from.kind[row];
    statusCode[to] = from.statusCode[row];
    flags[to] = from.flags[row];
    statusMessage[to] = from.statusMessage[row];
    traceState[to] = from.traceState[row];
    droppedAttributes[to] = from.droppedAttributes[row];
    droppedEvents[to] = from.droppedEvents[row];
    droppedLinks[to] = from.droppedLinks[row];
    eventCount[to] = from.eventCount[row];
    linkCount[to] = from.linkCount[row];
  }
}
