package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The list of traces, by SQL: first which traces match, then each of them whole. */
final class TraceListing {
  private static final String SEPARATOR = "\u001F";

  private TraceListing() {}

  private static String matching(Relation relation, Search search, TimeRange range)
      throws StoreException {
    Asks asks = new Asks();
    String where = SearchSql.where(relation, search, range, asks);
    return "SELECT trace_hi, trace_lo, count(*) AS matching FROM "
        + relation.rows(asks, range)
        + " WHERE "
        + where
        + " GROUP BY trace_hi, trace_lo";
  }

  static String durations(Relation relation, Search search, TimeRange range) throws StoreException {
    return "WITH m AS ("
        + matching(relation, search, range)
        + ") SELECT min(start_ns), max(end_ns) - min(start_ns), count(*) FILTER (status = 2) FROM "
        + relation.rows(new Asks(), TimeRange.ALL)
        + " s JOIN m USING (trace_hi, trace_lo) GROUP BY trace_hi, trace_lo";
  }

  static TraceList run(Relation relation, TraceQuery query) throws StoreException {
    String sql =
        "WITH m AS ("
            + matching(relation, query.search(), query.range())
            + "), t AS (SELECT trace_hi, trace_lo, min(start_ns) AS start,"
            + " max(end_ns) - min(start_ns) AS duration, count(*) AS spans,"
            + " count(*) FILTER (status = 2) AS errors,"
            + " bool_or(parent_id = 0) AS rooted,"
            + " coalesce(arg_min(name, start_ns) FILTER (parent_id = 0), arg_min(name, start_ns))"
            + " AS name,"
            + " coalesce(arg_min(service, start_ns) FILTER (parent_id = 0),"
            + " arg_min(service, start_ns)) AS service,"
            + " histogram(service) AS services, any_value(matching) AS matching FROM "
            + relation.rows(new Asks(), TimeRange.ALL)
            + " s JOIN m USING (trace_hi, trace_lo) GROUP BY trace_hi, trace_lo)"
            + " SELECT trace_hi, trace_lo, start, duration, spans, errors, rooted, name, service,"
            + " array_to_string(map_keys(services), chr(31)),"
            + " array_to_string(map_values(services), chr(31)), matching,"
            + " count(*) OVER (), sum(matching) OVER () FROM t"
            + within(query.bounds())
            + " ORDER BY "
            + order(query)
            + " LIMIT "
            + query.limit();
    List<TraceRow> rows = new ArrayList<>();
    long[] totals = {0, 0};
    relation.query(
        sql,
        row -> {
          rows.add(traceRow(row));
          totals[0] = row.getLong(13);
          totals[1] = row.getLong(14);
        });
    return new TraceList(List.copyOf(rows), totals[0], totals[1]);
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

  private static TraceRow traceRow(ResultSet row) throws SQLException {
    return new TraceRow(
        new TraceId(row.getLong(1), row.getLong(2)),
        DuckDbSnapshot.text(row, 8),
        DuckDbSnapshot.text(row, 9),
        row.getBoolean(7),
        row.getLong(3),
        row.getLong(4),
        (int) row.getLong(5),
        (int) row.getLong(6),
        (int) row.getLong(12),
        services(DuckDbSnapshot.text(row, 10), DuckDbSnapshot.text(row, 11)));
  }

  private static List<FacetValue> services(String names, String counts) {
    String[] name = names.split(SEPARATOR, -1);
    String[] count = counts.split(SEPARATOR, -1);
    List<FacetValue> services = new ArrayList<>();
    for (int i = 0; i < Math.min(name.length, count.length); i++) {
      if (!count[i].isEmpty()) {
        services.add(new FacetValue(name[i], Long.parseLong(count[i])));
      }
    }
    services.sort(
        Comparator.comparingLong(FacetValue::spans).reversed().thenComparing(FacetValue::value));
    return List.copyOf(services);
  }
}
