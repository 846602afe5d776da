package dev.eyepiece.ui.traces;

import dev.eyepiece.store.DurationMap;
import dev.eyepiece.store.TraceList;
import dev.eyepiece.store.TraceQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one query of the list.
 *
 * @param map counts for the heat map, when there are too many traces for dots
 * @param before traces held in the same range without the search; known when nothing matched
 * @param drops terms of the search without which something would match, the best first
 */
record Listing(
    TraceQuery query, TraceList list, @Nullable DurationMap map, long before, List<Drop> drops) {

  /** What leaving one term out of the search would bring back. */
  record Drop(String term, SearchText without, long traces) {}
}
