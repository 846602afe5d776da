package dev.eyepiece.ui.traces;

import dev.eyepiece.store.DurationMap;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceList;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
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

  static Listing ask(
      TelemetrySnapshot snapshot, TraceQuery query, SearchText text, List<TraceRow> shown)
      throws StoreException {
    TraceList list = snapshot.traces(query);
    ScatterData scatter = ScatterData.of(list.rows(), map(snapshot, query, list), list.traces());
    ListChange change = ListChange.of(shown, list.rows());
    long spans = snapshot.countSpans(Search.All.INSTANCE, query.range());
    if (list.traces() > 0 || text.isEmpty()) {
      return new Listing(query, list, change, scatter, spans, list.traces(), List.of());
    }
    long before = count(snapshot, Search.All.INSTANCE, query.range());
    List<Listing.Drop> drops = drops(snapshot, text, query.range());
    return new Listing(query, list, change, scatter, spans, before, drops);
  }

  private static @Nullable DurationMap map(
      TelemetrySnapshot snapshot, TraceQuery query, TraceList list) throws StoreException {
    if (list.traces() <= MOST_DOTS) {
      return null;
    }
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
      long traces = search == null ? 0 : count(snapshot, search, range);
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

  private static long count(TelemetrySnapshot snapshot, Search search, TimeRange range)
      throws StoreException {
    return snapshot.traces(new TraceQuery(search, range, TraceQuery.Sort.START, true, 1)).traces();
  }
}
