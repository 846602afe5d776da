package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of traces, by SQL. Which traces come first is found with a few numbers of each, which
 * DuckDB can put aside on disk; what a row says is asked of those that are shown alone.
 */
final class TraceListing {
  private TraceListing() {}

  /** The traces that match, with how many of their spans do, in no order. */
  static String matching(Relation relation, Search search, TimeRange range) throws StoreException {
    Asks asks = new Asks();
    String where = SearchSql.where(relation, search, range, asks);
    return "SELECT trace_hi, trace_lo, count(*) AS matching FROM "
        + relation.rows(asks, range)
        + " WHERE "
        + where
        + " GROUP BY trace_hi, trace_lo";
  }

  private static boolean isAll(Search search, TimeRange range) {
    return search instanceof Search.All && range.equals(TimeRange.ALL);
  }

  /** What follows a FROM, without a join where every span matches; beside it how many match. */
  private static String matchingTraces(Relation relation, Search search, TimeRange range)
      throws StoreException {
    String rows = relation.rows(new Asks(), TimeRange.ALL);
    return isAll(search, range)
        ? "(SELECT *, 1 AS matching FROM " + rows + ")"
        : rows + " s JOIN (" + matching(relation, search, range) + ") m USING (trace_hi, trace_lo)";
  }

  static String durations(Relation relation, Search search, TimeRange range) throws StoreException {
    return "SELECT min(start_ns), max(end_ns) - min(start_ns), count(*) FILTER (status = 2) FROM "
        + matchingTraces(relation, search, range)
        + " GROUP BY trace_hi, trace_lo";
  }

  static TraceRows run(Relation relation, TraceQuery query) throws StoreException {
    boolean newest =
        query.sort() == TraceQuery.Sort.START
            && query.descending()
            && query.limit() > 0
            && query.bounds().equals(TraceBounds.ANY);
    if (newest) {
      @Nullable List<TraceRow> rows = new NewestTraces(relation, query).rows();
      if (rows != null) {
        return new TraceRows(rows, rows.size() < query.limit() ? counted(rows) : null);
      }
    }
    return sorted(relation, query);
  }

  /** How many traces match, whatever the query's order and limit. */
  static TraceTotals totals(Relation relation, TraceQuery query) throws StoreException {
    if (query.bounds().equals(TraceBounds.ANY)) {
      return new TraceCount(relation, query.search(), query.range()).totals();
    }
    TraceTotals[] totals = {new TraceTotals(0, 0)};
    relation.query(
        traces(relation, query, "")
            + " SELECT count(*), sum(matching) FROM t"
            + within(query.bounds()),
        row -> totals[0] = new TraceTotals(row.getLong(1), row.getLong(2)));
    return totals[0];
  }

  private static TraceTotals counted(List<TraceRow> rows) {
    return new TraceTotals(rows.size(), rows.stream().mapToLong(TraceRow::matchingSpans).sum());
  }

  private static TraceRows sorted(Relation relation, TraceQuery query) throws StoreException {
    String named =
        switch (query.sort()) {
          case NAME -> ", " + ofRoot("name");
          case SERVICE -> ", " + ofRoot("service");
          case START, DURATION, SPANS, ERRORS -> "";
        };
    String sql =
        traces(relation, query, named)
            + " SELECT trace_hi, trace_lo, count(*) OVER (), sum(matching) OVER () FROM t"
            + within(query.bounds())
            + " ORDER BY "
            + order(query)
            + " LIMIT "
            + Math.max(1, query.limit());
    List<TraceId> ids = new ArrayList<>();
    TraceTotals[] totals = {new TraceTotals(0, 0)};
    relation.query(
        sql,
        row -> {
          if (ids.size() < query.limit()) {
            ids.add(new TraceId(row.getLong(1), row.getLong(2)));
          }
          totals[0] = new TraceTotals(row.getLong(3), row.getLong(4));
        });
    return new TraceRows(List.copyOf(TraceDetails.of(relation, query, ids)), totals[0]);
  }

  /** A table t of what is asked of each trace that matches. */
  private static String traces(Relation relation, TraceQuery query, String named)
      throws StoreException {
    return "WITH t AS (SELECT trace_hi, trace_lo, min(start_ns) AS start,"
        + " max(end_ns) - min(start_ns) AS duration, count(*) AS spans,"
        + " count(*) FILTER (status = 2) AS errors, "
        + (isAll(query.search(), query.range()) ? "count(*)" : "any_value(matching)")
        + " AS matching"
        + named
        + " FROM "
        + matchingTraces(relation, query.search(), query.range())
        + " GROUP BY trace_hi, trace_lo)";
  }

  /** The text of a trace's root, else of its first span. */
  static String ofRoot(String column) {
    return "coalesce(arg_min("
        + column
        + ", start_ns) FILTER (parent_id = 0), arg_min("
        + column
        + ", start_ns)) AS "
        + column;
  }

  private static String within(TraceBounds bounds) {
    return bounds.equals(TraceBounds.ANY)
        ? ""
        : " WHERE start >= "
            + SearchSql.number(bounds.start().fromUnixNano())
            + " AND start < "
            + SearchSql.number(bounds.start().toUnixNano())
            + " AND duration >= "
            + SearchSql.number(bounds.minDurationNano())
            + " AND duration <= "
            + SearchSql.number(bounds.maxDurationNano());
  }

  private static String order(TraceQuery query) {
    String by =
        switch (query.sort()) {
          case START -> "start";
          case DURATION -> "duration";
          case SPANS -> "spans";
          case ERRORS -> "errors";
          case NAME -> "lower(name)";
          case SERVICE -> "lower(service)";
        };
    return by + (query.descending() ? " DESC" : " ASC") + ", start DESC, trace_hi, trace_lo";
  }
}
