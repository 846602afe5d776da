package dev.eyepiece.store;

/**
 * Which traces, in which order.
 *
 * @param search a trace is taken when at least one of its spans matches
 * @param range of the matching span's start
 * @param bounds of the trace as a whole
 * @param limit rows returned at most; counts are over all that match all the same
 */
public record TraceQuery(
    Search search, TimeRange range, TraceBounds bounds, Sort sort, boolean descending, int limit) {

  /** Asks for traces whatever they are as a whole. */
  public TraceQuery(Search search, TimeRange range, Sort sort, boolean descending, int limit) {
    this(search, range, TraceBounds.ANY, sort, descending, limit);
  }

  /** What to sort by; ties by start, newest first, then by trace id. */
  public enum Sort {
    START,
    DURATION,
    SPANS,
    ERRORS,
    NAME,
    SERVICE
  }
}
