package dev.eyepiece.store;

import dev.eyepiece.telemetry.Signal;

/** How many records of each signal. */
public record RecordCounts(long spans, long logs, long points, long samples) {
  public static final RecordCounts NONE = new RecordCounts(0, 0, 0, 0);

  public long of(Signal signal) {
    return switch (signal) {
      case TRACES -> spans;
      case LOGS -> logs;
      case METRICS -> points;
      case PROFILES -> samples;
    };
  }

  /** Of all signals. */
  public long sum() {
    return spans + logs + points + samples;
  }

  public RecordCounts plus(RecordCounts other) {
    return new RecordCounts(
        spans + other.spans, logs + other.logs, points + other.points, samples + other.samples);
  }
}
