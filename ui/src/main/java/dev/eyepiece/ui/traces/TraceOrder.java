package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceQuery;

/** By what the list is sorted. */
public record TraceOrder(TraceQuery.Sort sort, boolean descending) {
  public static final TraceOrder NEWEST = new TraceOrder(TraceQuery.Sort.START, true);
}
