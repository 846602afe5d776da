package dev.eyepiece.store;

/**
 * What a trace as a whole must be like, beside the span that makes it match.
 *
 * @param start of the trace, which is that of its earliest span
 * @param minDurationNano from its earliest start to its latest end, inclusive
 * @param maxDurationNano inclusive
 */
public record TraceBounds(TimeRange start, long minDurationNano, long maxDurationNano) {
  /** Every trace. */
  public static final TraceBounds ANY =
      new TraceBounds(TimeRange.ALL, Long.MIN_VALUE, Long.MAX_VALUE);

  public boolean contains(long startUnixNano, long durationNano) {
    return start.contains(startUnixNano)
        && durationNano >= minDurationNano
        && durationNano <= maxDurationNano;
  }
}
