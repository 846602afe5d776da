package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceList;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.ui.facet.SearchText;
import java.util.List;

/**
 * The answer to one query of the list.
 *
 * @param spansInRange spans held in the range, matching or not
 * @param before traces held in the same range without the search; known when nothing matched
 * @param drops terms of the search without which something would match, the best first
 */
record Listing(
    TraceQuery query,
    TraceList list,
    ListChange change,
    ScatterData scatter,
    long spansInRange,
    long before,
    List<Drop> drops) {

  /** What leaving one term out of the search would bring back. */
  record Drop(String term, SearchText without, long traces) {}
}
