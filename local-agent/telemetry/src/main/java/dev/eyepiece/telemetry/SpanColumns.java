package dev.eyepiece.telemetry;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The growing arrays behind a {@link SpanBatch} while a walker fills them; handed over, never
 * shared.
 */
final class SpanColumns {
  /** What a row takes, its attributes aside. */
  static final int ROW_BYTES = 112;

  private static final int ATTRIBUTE_BYTES = 13;

  int size;
  int[] spanOffset;
  int[] spanLength;
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
  int[] resource;
  int[] scope;
  byte[] defects;

  /** Whether a row holds fields that this program does not know. */
  boolean[] unknownFields;

  /** First attribute of each row; one entry more than rows, the last being the end. */
  int[] attributesFrom;

  int attributes;
  int[] attributeKey;
  byte[] attributeType;
  long[] attributeBits;

  SpanColumns(int rows, int attributeCapacity) {
    spanOffset = new int[rows];
    spanLength = new int[rows];
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
    resource = new int[rows];
    scope = new int[rows];
    defects = new byte[rows];
    unknownFields = new boolean[rows];
    attributesFrom = new int[rows + 1];
    attributeKey = new int[attributeCapacity];
    attributeType = new byte[attributeCapacity];
    attributeBits = new long[attributeCapacity];
  }

  /** Makes room for one more row; all of its fields are zero. */
  void ensureRow() {
    if (size < spanOffset.length) {
      return;
    }
    int rows = Math.max(16, size + (size >> 1));
    spanOffset = Arrays.copyOf(spanOffset, rows);
    spanLength = Arrays.copyOf(spanLength, rows);
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
    resource = Arrays.copyOf(resource, rows);
    scope = Arrays.copyOf(scope, rows);
    defects = Arrays.copyOf(defects, rows);
    unknownFields = Arrays.copyOf(unknownFields, rows);
    attributesFrom = Arrays.copyOf(attributesFrom, rows + 1);
  }

  void ensureAttribute() {
    if (attributes < attributeKey.length) {
      return;
    }
    int capacity = Math.max(64, attributes + (attributes >> 1));
    attributeKey = Arrays.copyOf(attributeKey, capacity);
    attributeType = Arrays.copyOf(attributeType, capacity);
    attributeBits = Arrays.copyOf(attributeBits, capacity);
  }

  /** The columns without some rows. */
  SpanColumns without(BitSet rows) {
    int kept = size - rows.cardinality();
    SpanColumns less = new SpanColumns(kept, attributes);
    for (int row = rows.nextClearBit(0); row < size; row = rows.nextClearBit(row + 1)) {
      less.copyRow(this, row);
    }
    return less;
  }

  private void copyRow(SpanColumns from, int row) {
    int to = size++;
    spanOffset[to] = from.spanOffset[row];
    spanLength[to] = from.spanLength[row];
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
    resource[to] = from.resource[row];
    scope[to] = from.scope[row];
    defects[to] = from.defects[row];
    unknownFields[to] = from.unknownFields[row];
    int first = from.attributesFrom[row];
    int count = from.attributesFrom[row + 1] - first;
    System.arraycopy(from.attributeKey, first, attributeKey, attributes, count);
    System.arraycopy(from.attributeType, first, attributeType, attributes, count);
    System.arraycopy(from.attributeBits, first, attributeBits, attributes, count);
    attributes += count;
    attributesFrom[to + 1] = attributes;
  }

  /** Bytes that the arrays take. */
  long retainedBytes() {
    return (long) ROW_BYTES * spanOffset.length + (long) ATTRIBUTE_BYTES * attributeKey.length;
  }
}
