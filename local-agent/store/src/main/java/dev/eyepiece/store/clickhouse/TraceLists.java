package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.DurationBins;
import dev.eyepiece.store.DurationMap;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.store.TraceRows;
import dev.eyepiece.store.TraceTotals;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of traces: first which traces match, then each of them whole. */
final class TraceLists {
  private static final String BOUNDED =
      "min(start_ns) AS start, max(end_ns) - min(start_ns) AS duration";
  private static final String MATCHING = "toInt64(countIf(matches)) AS matching";

  private final Relation relation;
  private final @Nullable Table times;

  TraceLists(Relation relation, @Nullable Table times) {
    this.relation = relation;
    this.times = times;
  }

  /** The spans of all traces of which one matches, with whether each of them does. */
  private String whole(Search search, TimeRange range) throws StoreException {
    Source source = relation.sources().getFirst();
    String where = SearchSql.where(source, search, range, relation.spanSets());
    String from = Sql.name(source.table().name());
    String ids = "(SELECT DISTINCT TraceId FROM " + from + " WHERE " + where + ")";
    Table table = times;
    String near =
        table != null && !range.equals(TimeRange.ALL)
            ? " AND Timestamp >= (SELECT min(Start) FROM "
                + Sql.name(table.name())
                + " WHERE TraceId GLOBAL IN "
                + ids
                + ") AND Timestamp <= (SELECT max(End) + 1 FROM "
                + Sql.name(table.name())
                + " WHERE TraceId GLOBAL IN "
                + ids
                + ")"
            : "";
    StringBuilder columns = new StringBuilder();
    for (String column :
        List.of("trace_id", "parent_span_id", "name", "service", "status", "start_ns", "end_ns")) {
      columns.append(source.columns().get(column)).append(" AS ").append(column).append(", ");
    }
    boolean all = search.equals(Search.All.INSTANCE) && range.equals(TimeRange.ALL);
    return "(SELECT "
        + columns
        + "("
        + where
        + ") AS matches FROM "
        + from
        // Every trace has a span that matches then, which need not be looked up.
        + (all ? "" : " WHERE TraceId GLOBAL IN " + ids + near)
        + ")";
  }

  TraceRows list(TraceQuery query) throws StoreException {
    if (relation.isEmpty()) {
      return new TraceRows(List.of(), new TraceTotals(0, 0));
    }
    List<TraceRow> rows = new ArrayList<>();
    TraceTotals[] totals = {new TraceTotals(0, 0)};
    relation
        .asker()
        .query(
            "SELECT trace_id, start, duration, spans, errors, rooted, root_name, root_service,"
                + " counts.1, counts.2, matching, toInt64(count() OVER ()),"
                + " toInt64(sum(matching) OVER ()) FROM (SELECT trace_id, "
                + BOUNDED
                + ", toInt64(count()) AS spans,"
                + " toInt64(countIf(status = 2)) AS errors,"
                + " toInt64(countIf(parent_span_id = '')) AS rooted,"
                + " if(rooted > 0, argMinIf(name, start_ns, parent_span_id = ''),"
                + " argMin(name, start_ns)) AS root_name,"
                + " if(rooted > 0, argMinIf(service, start_ns, parent_span_id = ''),"
                + " argMin(service, start_ns)) AS root_service,"
                + " sumMap([service], [toInt64(1)]) AS counts, "
                + MATCHING
                + " FROM "
                + whole(query.search(), query.range())
                + " GROUP BY trace_id) AS t"
                + within(query.bounds())
                + " ORDER BY "
                + order(query)
                + " LIMIT "
                + query.limit(),
            row -> {
              rows.add(traceRow(row));
              totals[0] = new TraceTotals(row.number(12), row.number(13));
            });
    return new TraceRows(List.copyOf(rows), totals[0]);
  }

  TraceTotals totals(TraceQuery query) throws StoreException {
    TraceTotals[] totals = {new TraceTotals(0, 0)};
    if (!relation.isEmpty()) {
      relation
          .asker()
          .query(
              "SELECT toInt64(count()), toInt64(sum(matching)) FROM (SELECT "
                  + BOUNDED
                  + ", "
                  + MATCHING
                  + " FROM "
                  + whole(query.search(), query.range())
                  + " GROUP BY trace_id) AS t"
                  + within(query.bounds()),
              row -> totals[0] = new TraceTotals(row.number(1), row.number(2)));
    }
    return totals[0];
  }

  private static String within(TraceBounds bounds) {
    return bounds.equals(TraceBounds.ANY)
        ? ""
        : " WHERE start >= "
            + Sql.number(bounds.start().fromUnixNano())
            + " AND start < "
            + Sql.number(bounds.start().toUnixNano())
            + " AND duration >= "
            + Sql.number(bounds.minDurationNano())
            + " AND duration <= "
            + Sql.number(bounds.maxDurationNano());
  }

  private static String order(TraceQuery query) {
    String by =
        switch (query.sort()) {
          case START -> "start";
          case DURATION -> "duration";
          case SPANS -> "spans";
          case ERRORS -> "errors";
          case NAME -> "lowerUTF8(root_name)";
          case SERVICE -> "lowerUTF8(root_service)";
        };
    return by + (query.descending() ? " DESC" : " ASC") + ", start DESC, trace_id";
  }

  private static TraceRow traceRow(Row row) {
    List<String> names = row.texts(9);
    long[] counts = row.numbers(10);
    List<FacetValue> services = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      services.add(new FacetValue(names.get(i), counts[i]));
    }
    services.sort(FacetValue.MOST_FIRST);
    return new TraceRow(
        Texts.traceId(row.text(1)),
        row.text(7),
        row.text(8),
        row.number(6) > 0,
        row.number(2),
        row.number(3),
        (int) row.number(4),
        (int) row.number(5),
        (int) row.number(11),
        List.copyOf(services));
  }

  DurationMap durations(Search search, TimeRange range, int timeBins, int binsPerDecade)
      throws StoreException {
    DurationBins bins = new DurationBins();
    if (!relation.isEmpty()) {
      relation
          .asker()
          .query(
              "SELECT min(start_ns), max(end_ns) - min(start_ns), toInt64(countIf(status = 2)) FROM"
                  + " "
                  + whole(search, range)
                  + " GROUP BY trace_id",
              row -> bins.add(row.number(1), row.number(2), row.number(3) > 0));
    }
    return bins.map(timeBins, binsPerDecade);
  }
}
