package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.TraceId;

/**
 * A value that was recorded within a span.
 *
 * @param time nanoseconds since 1970
 * @param value what was recorded
 * @param height where it lies on the chart's axis: at its value, or on the line of its series where
 *     the line shows something else, such as a rate
 * @param spanId 0 when only the trace is known
 */
public record ExemplarMark(long time, double value, double height, TraceId traceId, long spanId) {

  /** Whether it lies on a line and not at its own value. */
  public boolean isOnLine() {
    return value != height;
  }
}
