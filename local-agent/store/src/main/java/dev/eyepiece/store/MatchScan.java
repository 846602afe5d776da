package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the traces of matching spans from the newest span on, stretch by stretch, each of which is
 * read once. For one thread.
 */
final class MatchScan {
  private final Relation relation;
  private final Search search;
  private final TimeRange range;
  private Reached reached;

  /**
   * How far it came.
   *
   * @param floor every matching span that starts then or later was seen; the smallest long for all
   * @param traces of those spans, with the earliest start of one of them
   */
  record Reached(long floor, Map<TraceId, Long> traces) {
    static final Reached NOTHING = new Reached(Long.MAX_VALUE, Map.of());
  }

  /**
   * @param reached by an earlier scan of the same records for the same search
   */
  MatchScan(Relation relation, Search search, TimeRange range, Reached reached) {
    this.relation = relation;
    this.search = search;
    this.range = range;
    this.reached = reached;
  }

  Reached reached() {
    return reached;
  }

  /**
   * Goes on to a time, or less far where more traces were found than were asked for.
   *
   * @return false when no more is known than before, since too many traces start at one time
   */
  boolean extend(long floor, int most) throws StoreException {
    if (reached.floor() <= floor) {
      return true;
    }
    List<TraceId> ids = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    relation.query(
        sql(floor, most),
        row -> {
          ids.add(new TraceId(row.getLong(1), row.getLong(2)));
          starts.add(row.getLong(3));
        });
    // Where it was cut, there may be more that start with the last.
    long seen = ids.size() < most ? floor : starts.getLast() + 1;
    Map<TraceId, Long> traces = new HashMap<>(reached.traces());
    for (int i = 0; i < ids.size(); i++) {
      if (starts.get(i) >= seen) {
        traces.merge(ids.get(i), starts.get(i), Math::min);
      }
    }
    boolean further = seen < reached.floor();
    reached = new Reached(seen, traces);
    return further;
  }

  private String sql(long floor, int most) throws StoreException {
    Asks asks = new Asks();
    // Of the whole range: how spans stand in their trace is decided once.
    String where = SearchSql.where(relation, search, range, asks);
    TimeRange stretch =
        new TimeRange(
            Math.max(floor, range.fromUnixNano()), Math.min(reached.floor(), range.toUnixNano()));
    StringBuilder sql =
        new StringBuilder("SELECT trace_hi, trace_lo, min(start_ns) AS start FROM ")
            .append(relation.rows(asks, stretch))
            .append(" WHERE ")
            .append(where)
            .append(" AND start_ns >= ")
            .append(SearchSql.number(stretch.fromUnixNano()));
    if (stretch.toUnixNano() != Long.MAX_VALUE) {
      sql.append(" AND start_ns < ").append(stretch.toUnixNano());
    }
    return sql.append(" GROUP BY trace_hi, trace_lo ORDER BY start DESC LIMIT ")
        .append(most)
        .toString();
  }
}
