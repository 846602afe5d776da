package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What rows of a list say of traces whose ids are known: each trace whole, by SQL. */
final class TraceDetails {
  private static final String SEPARATOR = "\u001F";

  private TraceDetails() {}

  /** The rows in the order of the ids, which are all held. */
  static List<TraceRow> of(Relation relation, TraceQuery query, List<TraceId> ids)
      throws StoreException {
    if (ids.isEmpty()) {
      return List.of();
    }
    Asks asks = new Asks();
    String where = SearchSql.where(relation, query.search(), query.range(), asks);
    Map<TraceId, TraceRow> rows = new HashMap<>();
    relation.query(
        "SELECT trace_hi, trace_lo, min(start_ns), max(end_ns) - min(start_ns), count(*),"
            + " count(*) FILTER (status = 2), bool_or(parent_id = 0), "
            + TraceListing.ofRoot("name")
            + ", "
            + TraceListing.ofRoot("service")
            + ", array_to_string(map_keys(histogram(service)), chr(31)),"
            + " array_to_string(map_values(histogram(service)), chr(31)), count(*) FILTER ("
            + where
            + ") FROM "
            + relation.ofTraces(ids, asks)
            + " s JOIN "
            + table(ids)
            + " USING (trace_hi, trace_lo) GROUP BY trace_hi, trace_lo",
        row -> {
          TraceRow trace = row(row);
          rows.put(trace.traceId(), trace);
        });
    List<TraceRow> ordered = new ArrayList<>(ids.size());
    for (TraceId id : ids) {
      TraceRow row = rows.get(id);
      if (row != null) {
        ordered.add(row);
      }
    }
    return ordered;
  }

  /** The ids as something to join with. */
  static String table(List<TraceId> ids) {
    return "(SELECT unnest(["
        + ids.stream().map(id -> SearchSql.number(id.high())).collect(Collectors.joining(","))
        + "]) AS trace_hi, unnest(["
        + ids.stream().map(id -> SearchSql.number(id.low())).collect(Collectors.joining(","))
        + "]) AS trace_lo) wanted";
  }

  private static TraceRow row(ResultSet row) throws SQLException {
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
    services.sort(FacetValue.MOST_FIRST);
    return List.copyOf(services);
  }
}
