package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest traces that match, without a look at all that is held: what is newest is asked first,
 * and more of it until enough traces are surely the newest.
 *
 * <p>A trace starts at or before each of its matching spans. So when all matching spans from some
 * time on are known, no other trace starts then or later. What settled windows answered is kept.
 */
final class NewestTraces {
  /** Spans that are looked at first. */
  private static final long FIRST_SPANS = 200_000;

  /** How much further each look goes, at least and at most. */
  private static final long GROWTH = 8;

  private static final long MOST_GROWTH = 64;

  /** Above so many traces that tie or began long before their matches, all are asked at once. */
  private static final int MOST_CANDIDATES = 20_000;

  private static final Comparator<TraceRow> NEWEST_FIRST =
      Comparator.comparingLong(TraceRow::startUnixNano)
          .reversed()
          .thenComparingLong(row -> row.traceId().high())
          .thenComparingLong(row -> row.traceId().low());

  private final Relation relation;
  private final TraceQuery query;
  private final @Nullable Halves halves;
  private final List<MatchScan> scans = new ArrayList<>();
  private final List<Seal> seals = new ArrayList<>();
  private long spans;
  private int most;

  /** Every matching span that starts then or later was looked for. */
  private long floor = Long.MAX_VALUE;

  NewestTraces(Relation relation, TraceQuery query) throws StoreException {
    this(relation, query, FIRST_SPANS);
  }

  /**
   * @param firstSpans so many are looked at first, at least 1
   */
  NewestTraces(Relation relation, TraceQuery query, long firstSpans) throws StoreException {
    this.relation = relation;
    this.query = query;
    this.spans = firstSpans;
    this.most = Math.min(query.limit(), MOST_CANDIDATES) * 5 / 4 + 8;
    halves = Halves.of(relation, query.search(), query.range());
    if (halves == null) {
      scans.add(new MatchScan(relation, query.search(), query.range(), MatchScan.Reached.NOTHING));
    } else {
      MatchScan.Reached settled =
          relation
              .kept()
              .newest
              .of(halves.asked("", query.search()), () -> MatchScan.Reached.NOTHING);
      scans.add(new MatchScan(halves.settled(), query.search(), TimeRange.ALL, settled));
      scans.add(
          new MatchScan(halves.live(), query.search(), query.range(), MatchScan.Reached.NOTHING));
    }
    relation.windows().forEach(window -> seals.addAll(window.seals()));
    seals.sort(Comparator.comparingLong(Seal::maxTime).reversed());
  }

  /** At most as many rows as the query's limit says, newest first; null when this is no way. */
  @Nullable List<TraceRow> rows() throws StoreException {
    List<TraceRow> rows = query.limit() > MOST_CANDIDATES ? null : search();
    if (halves != null && scans.getFirst().reached().traces().size() <= MOST_CANDIDATES) {
      relation.kept().newest.keep(halves.asked("", query.search()), scans.getFirst().reached());
    }
    return rows;
  }

  private @Nullable List<TraceRow> search() throws StoreException {
    while (most <= MOST_CANDIDATES) {
      long surely = scans.stream().mapToLong(scan -> scan.reached().floor()).max().orElseThrow();
      List<Map.Entry<TraceId, Long>> known = known(surely);
      boolean many = known.size() > most;
      if (many) {
        surely = known.get(most).getValue() + 1;
        long from = surely;
        known.removeIf(candidate -> candidate.getValue() < from);
      }
      boolean all = surely == Long.MIN_VALUE;
      if (all || known.size() >= query.limit()) {
        List<TraceRow> rows = rows(known, surely);
        if (all || rows.size() >= query.limit()) {
          return List.copyOf(rows.subList(0, Math.min(rows.size(), query.limit())));
        }
      }
      if (many || !further(known.size())) {
        most *= 2;
      }
    }
    return null;
  }

  /** Traces with a matching span, of which none starts before a time; the newest first. */
  private List<Map.Entry<TraceId, Long>> known(long from) {
    Map<TraceId, Long> traces = new HashMap<>();
    for (MatchScan scan : scans) {
      scan.reached().traces().forEach((id, start) -> traces.merge(id, start, Math::min));
    }
    List<Map.Entry<TraceId, Long>> known = new ArrayList<>(traces.entrySet());
    known.removeIf(candidate -> candidate.getValue() < from);
    known.sort(Map.Entry.<TraceId, Long>comparingByValue().reversed());
    return known;
  }

  private List<TraceRow> rows(List<Map.Entry<TraceId, Long>> known, long surely)
      throws StoreException {
    List<TraceRow> rows = new ArrayList<>();
    List<TraceId> ids = known.stream().map(Map.Entry::getKey).toList();
    Relation near = halves == null ? relation : Crossings.narrowed(relation, halves, ids);
    for (TraceRow row : TraceDetails.of(near, query, ids)) {
      if (row.startUnixNano() >= surely) {
        rows.add(row);
      }
    }
    rows.sort(NEWEST_FIRST);
    return rows;
  }

  /** Looks further back; false when too many traces start at one time to see them all. */
  private boolean further(int found) throws StoreException {
    long target = floor;
    if (scans.stream().allMatch(scan -> scan.reached().floor() <= target)) {
      if (floor != Long.MAX_VALUE) {
        long wanted = spans / (found + 1) * most;
        spans = Math.clamp(wanted, spans * GROWTH, spans * MOST_GROWTH);
      }
      floor = Math.min(floor(), floor - 1);
    }
    boolean further = true;
    for (MatchScan scan : scans) {
      further &= scan.extend(floor, most);
    }
    return further;
  }

  /** A time so that about so many spans start then or later; the smallest long for all. */
  private long floor() {
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
}
