package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanBatch;
import java.util.List;

/**
 * What is known of the spans that went into a window in one transaction.
 *
 * @param firstId of its batches
 * @param lastId of its batches
 * @param arrivedNano when the first of them came
 * @param minStart of its spans, nanoseconds since 1970
 * @param maxStart of its spans
 * @param freeRows spans of no shape, at least; 0 when there are none
 */
record Seal(
    long firstId,
    long lastId,
    long spans,
    long arrivedNano,
    long minStart,
    long maxStart,
    int freeRows,
    TraceFilter traces) {

  static Seal of(List<SpanBatch> batches, int traces, int freeRows) {
    TraceFilter filter = TraceFilter.sized(traces);
    long spans = 0;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (SpanBatch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        min = Math.min(min, batch.startUnixNano(row));
        max = Math.max(max, batch.startUnixNano(row));
        filter.add(batch.traceIdHigh(row), batch.traceIdLow(row));
      }
      spans += batch.size();
    }
    return new Seal(
        batches.getFirst().id(),
        batches.getLast().id(),
        spans,
        batches.getFirst().arrivedUnixNano(),
        min,
        max,
        freeRows,
        filter);
  }

  boolean meets(TimeRange range) {
    return minStart < range.toUnixNano() && maxStart >= range.fromUnixNano();
  }
}
