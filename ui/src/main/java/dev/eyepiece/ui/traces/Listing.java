package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.store.TraceTotals;
import dev.eyepiece.ui.facet.SearchText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one query of the list.
 *
 * @param totals how many there are, if that came with the rows
 * @param counted null while it is not known how many there are
 * @param before traces held in the same range without the search; known when nothing matched
 * @param drops terms of the search without which something would match, the best first
 */
record Listing(
    TraceQuery query,
    List<TraceRow> rows,
    @Nullable TraceTotals totals,
    ListChange change,
    @Nullable Counted counted,
    long before,
    List<Drop> drops) {

  /** The same rows, with what was counted. */
  Listing with(@Nullable Counted now) {
    return new Listing(query, rows, totals, change, now, before, drops);
  }

  /**
   * Whether what is counted of the one is nearly true of the other, until it is counted anew.
   *
   * @param moved whether the range may have moved with the time
   */
  boolean asksLike(Listing other, boolean moved) {
    return query.search().equals(other.query().search())
        && query.bounds().equals(other.query().bounds())
        && (moved || query.range().equals(other.query().range()));
  }

  /** What leaving one term out of the search would bring back. */
  record Drop(String term, SearchText without, long traces) {}
}
