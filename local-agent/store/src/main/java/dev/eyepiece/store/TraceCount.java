package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many traces match. What settled windows answered is kept; traces that have matching spans
 * there and elsewhere are one.
 */
final class TraceCount {
  /** Above so many traces that match elsewhere, all is asked at once. */
  private static final int MOST_LIVE = 500_000;

  private final Relation relation;
  private final Search search;
  private final TimeRange range;

  TraceCount(Relation relation, Search search, TimeRange range) {
    this.relation = relation;
    this.search = search;
    this.range = range;
  }

  TraceTotals totals() throws StoreException {
    Halves halves = Halves.of(relation, search, range);
    TraceTotals merged = halves == null ? null : merged(halves);
    return merged == null ? whole(relation, range) : merged;
  }

  private TraceTotals whole(Relation of, TimeRange within) throws StoreException {
    TraceTotals[] totals = {new TraceTotals(0, 0)};
    of.query(
        "SELECT count(*), sum(matching) FROM (" + TraceListing.matching(of, search, within) + ")",
        row -> totals[0] = new TraceTotals(row.getLong(1), row.getLong(2)));
    return totals[0];
  }

  /** Traces that match in what is not settled. */
  private static final class Live {
    private long[] ids = new long[256];
    private int size;
    private long spans;

    void add(ResultSet row) throws SQLException {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, size * 2);
      }
      ids[size++] = row.getLong(1);
      ids[size++] = row.getLong(2);
      spans += row.getLong(3);
    }

    int traces() {
      return size / 2;
    }
  }

  private @Nullable TraceTotals merged(Halves halves) throws StoreException {
    SettledAnswers kept = relation.kept();
    Live live = new Live();
    relation.query(
        TraceListing.matching(halves.live(), search, range) + " LIMIT " + (MOST_LIVE + 1),
        live::add);
    if (live.traces() > MOST_LIVE) {
      return null;
    }
    Crossings.There crossing =
        Crossings.of(relation, halves).among(live.ids, live.size, halves.settled());
    if (crossing == null) {
      return null;
    }
    TraceTotals settled =
        kept.totals.of(halves.asked("", search), () -> whole(halves.settled(), TimeRange.ALL));
    return new TraceTotals(
        settled.traces() + live.traces() - matchingOf(crossing, halves.settled()),
        settled.matchingSpans() + live.spans);
  }

  /** How many of these traces match in settled windows too. */
  private long matchingOf(Crossings.There crossing, Relation all) throws StoreException {
    List<TraceId> traces = crossing.traces();
    if (traces.isEmpty() || search instanceof Search.All) {
      return traces.size();
    }
    Relation settled = all.only(crossing.of(all), List.of());
    Asks asks = new Asks();
    String where = SearchSql.where(settled, search, TimeRange.ALL, asks);
    long[] count = {0};
    settled.query(
        "SELECT count(*) FROM (SELECT DISTINCT trace_hi, trace_lo FROM "
            + settled.ofTraces(traces, asks)
            + " s JOIN "
            + TraceDetails.table(traces)
            + " USING (trace_hi, trace_lo) WHERE "
            + where
            + ")",
        row -> count[0] = row.getLong(1));
    return count[0];
  }
}
