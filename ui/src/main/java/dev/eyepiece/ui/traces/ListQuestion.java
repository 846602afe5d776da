package dev.eyepiece.ui.traces;

import dev.eyepiece.store.DurationMap;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.store.TraceRows;
import dev.eyepiece.store.TraceTotals;
import dev.eyepiece.ui.facet.SearchText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for the list, and, when nothing matches, for what would help. Blocks. */
final class ListQuestion {
  /** Rows that the table holds at most; it is sorted over all. */
  static final int MOST_ROWS = 10_000;

  /** Above so many traces dots would hide each other. */
  static final int MOST_DOTS = 5_000;

  private static final int TIME_BINS = 240;
  private static final int BINS_PER_DECADE = 8;
  private static final int MOST_DROPS = 6;

  private ListQuestion() {}

  /** The rows; with what is counted where that takes no further look at all that is held. */
  static Listing ask(
      TelemetrySnapshot snapshot, TraceQuery query, SearchText text, List<TraceRow> shown)
      throws StoreException {
    TraceRows first = snapshot.traceRows(query);
    ListChange change = ListChange.of(shown, first.rows());
    TraceTotals totals = first.totals();
    boolean few = totals != null && totals.traces() <= MOST_DOTS;
    Counted counted = few ? count(snapshot, query, first.rows(), totals) : null;
    if (!first.rows().isEmpty() || text.isEmpty()) {
      return new Listing(query, first.rows(), totals, change, counted, 0, List.of());
    }
    long before = traces(snapshot, Search.All.INSTANCE, query.range());
    List<Listing.Drop> drops = drops(snapshot, text, query.range());
    return new Listing(query, first.rows(), totals, change, counted, before, drops);
  }

  /**
   * Counts all that such a list shows the first of.
   *
   * @param known how many there are, if that is known
   */
  static Counted count(
      TelemetrySnapshot snapshot,
      TraceQuery query,
      List<TraceRow> rows,
      @Nullable TraceTotals known)
      throws StoreException {
    TraceTotals totals = known == null ? snapshot.traceTotals(query) : known;
    DurationMap map = totals.traces() <= MOST_DOTS ? null : map(snapshot, query);
    return new Counted(
        totals,
        ScatterData.of(rows, map, totals.traces()),
        snapshot.countSpans(Search.All.INSTANCE, query.range()));
  }

  private static DurationMap map(TelemetrySnapshot snapshot, TraceQuery query)
      throws StoreException {
    TimeRange start = query.bounds().start();
    TimeRange range =
        new TimeRange(
            Math.max(query.range().fromUnixNano(), start.fromUnixNano()),
            Math.min(query.range().toUnixNano(), start.toUnixNano()));
    return snapshot.durations(query.search(), range, TIME_BINS, BINS_PER_DECADE);
  }

  private static List<Listing.Drop> drops(
      TelemetrySnapshot snapshot, SearchText text, TimeRange range) throws StoreException {
    List<Listing.Drop> drops = new ArrayList<>();
    if (text.terms().size() > MOST_DROPS) {
      return drops;
    }
    for (String term : text.terms()) {
      SearchText without = text.without(term::equals);
      Search search = parsed(without);
      long traces = search == null ? 0 : traces(snapshot, search, range);
      if (traces > 0) {
        drops.add(new Listing.Drop(term, without, traces));
      }
    }
    drops.sort(Comparator.comparingLong(Listing.Drop::traces).reversed());
    return List.copyOf(drops);
  }

  private static @Nullable Search parsed(SearchText text) {
    try {
      return Search.parse(text.text());
    } catch (SearchSyntaxException e) {
      // Without this term the rest is no search; then it is no way out either.
      return null;
    }
  }

  private static long traces(TelemetrySnapshot snapshot, Search search, TimeRange range)
      throws StoreException {
    TraceQuery all = new TraceQuery(search, range, TraceQuery.Sort.START, true, 1);
    return snapshot.traceTotals(all).traces();
  }
}
