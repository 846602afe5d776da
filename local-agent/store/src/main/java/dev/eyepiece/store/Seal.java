package dev.eyepiece.store;

import dev.eyepiece.telemetry.LogBatch;
import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.TraceId;
import java.util.List;

/**
 * What is known of the records of a signal that went into a window in one transaction.
 *
 * @param firstId of its batches
 * @param lastId of its batches
 * @param arrivedNano when the first of them came
 * @param minTime of its records, nanoseconds since 1970
 * @param maxTime of its records
 * @param freeRows records of no shape, at least; 0 when there are none
 * @param traces to which spans and log records belong
 */
record Seal(
    Signal signal,
    long firstId,
    long lastId,
    long records,
    long arrivedNano,
    long minTime,
    long maxTime,
    int freeRows,
    TraceFilter traces) {

  /** Of batches of one signal. */
  static Seal of(Signal signal, List<RecordBatch> batches, int traces, int freeRows) {
    TraceFilter filter = TraceFilter.sized(traces);
    long records = 0;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (RecordBatch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        long time = time(batch, row);
        min = Math.min(min, time);
        max = Math.max(max, time);
        switch (batch) {
          case SpanBatch spans -> filter.add(spans.traceIdHigh(row), spans.traceIdLow(row));
          case LogBatch logs -> filter.add(logs.traceIdHigh(row), logs.traceIdLow(row));
          case MetricBatch _, ProfileBatch _ -> {}
        }
      }
      records += batch.size();
    }
    return new Seal(
        signal,
        batches.getFirst().id(),
        batches.getLast().id(),
        records,
        batches.getFirst().arrivedUnixNano(),
        min,
        max,
        freeRows,
        filter);
  }

  private static long time(RecordBatch batch, int row) {
    return switch (batch) {
      case SpanBatch spans -> spans.startUnixNano(row);
      case LogBatch logs -> LogChunks.at(logs, row);
      case MetricBatch points -> points.timeUnixNano(row);
      case ProfileBatch samples -> SampleChunks.at(samples, row);
    };
  }

  boolean mayHoldAny(List<TraceId> ids) {
    for (TraceId id : ids) {
      if (traces.mayHold(id.high(), id.low())) {
        return true;
      }
    }
    return false;
  }

  RecordCounts counts() {
    return switch (signal) {
      case TRACES -> new RecordCounts(records, 0, 0, 0);
      case LOGS -> new RecordCounts(0, records, 0, 0);
      case METRICS -> new RecordCounts(0, 0, records, 0);
      case PROFILES -> new RecordCounts(0, 0, 0, records);
    };
  }

  boolean meets(TimeRange range) {
    return minTime < range.toUnixNano() && maxTime >= range.fromUnixNano();
  }
}
