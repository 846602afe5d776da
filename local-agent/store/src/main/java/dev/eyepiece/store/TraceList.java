package dev.eyepiece.store;

import java.util.List;

/**
 * The first traces in some order, and how many there are.
 *
 * @param rows the first rows in the order asked for
 * @param traces traces that match, over all that is held
 * @param matchingSpans spans that match, over all that is held
 */
public record TraceList(List<TraceRow> rows, long traces, long matchingSpans) {

  /** Rows and how many there are. */
  public static TraceList of(List<TraceRow> rows, TraceTotals totals) {
    return new TraceList(rows, totals.traces(), totals.matchingSpans());
  }
}
