package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest traces that match, without a look at all that is held: what is newest is asked first,
 * and more of it until enough traces are surely the newest.
 *
 * <p>A trace starts at or before each of its matching spans. So when the traces of the newest
 * matching spans are known, no other trace starts later than the last of those spans, and all that
 * do start later are the newest ones.
 */
final class NewestTraces {
  /** Spans that are looked at first. */
  private static final long FIRST_SPANS = 200_000;

  private static final int GROWTH = 8;

  /** Above so many traces that tie or began long before their matches, all are asked at once. */
  private static final int MOST_CANDIDATES = 20_000;

  private final Relation relation;
  private final TraceQuery query;
  private final long firstSpans;

  NewestTraces(Relation relation, TraceQuery query) {
    this(relation, query, FIRST_SPANS);
  }

  /**
   * @param firstSpans so many are looked at first, at least 1
   */
  NewestTraces(Relation relation, TraceQuery query, long firstSpans) {
    this.relation = relation;
    this.query = query;
    this.firstSpans = firstSpans;
  }

  /** A trace, and the start of its first matching span among those that were looked at. */
  private record Candidate(TraceId id, long start) {}

  /** At most as many rows as the query's limit says, newest first; null when this is no way. */
  @Nullable List<TraceRow> rows() throws StoreException {
    long spans = firstSpans;
    int most = Math.addExact(query.limit(), query.limit() / 4 + 8);
    while (most <= MOST_CANDIDATES) {
      long from = floor(spans);
      List<Candidate> candidates = candidates(from, most);
      boolean cut = candidates.size() == most;
      long surely = cut ? candidates.getLast().start() : from;
      boolean all = !cut && from == Long.MIN_VALUE;
      List<TraceRow> rows = new ArrayList<>();
      for (TraceRow row :
          TraceDetails.of(relation, query, candidates.stream().map(Candidate::id).toList())) {
        // One that starts with the last candidate may tie with a trace that is not known yet.
        if (all || row.startUnixNano() > surely || (!cut && row.startUnixNano() == surely)) {
          rows.add(row);
        }
      }
      if (all || rows.size() >= query.limit()) {
        rows.sort(
            Comparator.comparingLong(TraceRow::startUnixNano)
                .reversed()
                .thenComparingLong(row -> row.traceId().high())
                .thenComparingLong(row -> row.traceId().low()));
        return List.copyOf(rows.subList(0, Math.min(rows.size(), query.limit())));
      }
      if (cut) {
        most *= 2;
      } else {
        spans *= GROWTH;
      }
    }
    return null;
  }

  /** A time so that about so many spans start then or later; the smallest long for all. */
  private long floor(long spans) {
    List<Seal> seals = new ArrayList<>();
    relation.windows().forEach(window -> seals.addAll(window.seals()));
    seals.sort(Comparator.comparingLong(Seal::maxTime).reversed());
    long found = 0;
    for (Seal seal : seals) {
      if (found >= spans) {
        return seal.maxTime() + 1;
      }
      if (seal.meets(query.range())) {
        found += seal.records();
      }
    }
    return Long.MIN_VALUE;
  }

  private List<Candidate> candidates(long from, int most) throws StoreException {
    TimeRange range =
        new TimeRange(Math.max(from, query.range().fromUnixNano()), query.range().toUnixNano());
    Asks asks = new Asks();
    // Of the whole range: how spans stand in their trace is decided once.
    String where = SearchSql.where(relation, query.search(), query.range(), asks);
    List<Candidate> candidates = new ArrayList<>();
    relation.query(
        "SELECT trace_hi, trace_lo, min(start_ns) AS start FROM "
            + relation.rows(asks, range)
            + " WHERE "
            + where
            + " AND start_ns >= "
            + SearchSql.number(range.fromUnixNano())
            + " GROUP BY trace_hi, trace_lo ORDER BY start DESC, trace_hi, trace_lo LIMIT "
            + most,
        row ->
            candidates.add(
                new Candidate(new TraceId(row.getLong(1), row.getLong(2)), row.getLong(3))));
    return candidates;
  }
}
