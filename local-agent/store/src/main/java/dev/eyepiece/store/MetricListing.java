package dev.eyepiece.store;

import dev.eyepiece.telemetry.MetricType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Lists metrics: first what each series has in a window, by numbers alone, and of that, which is
 * little, what the numbers stand for. To count series among the points costs thrice as much.
 */
final class MetricListing {
  private final Relation relation;
  private final Map<Head, Integer> heads = new LinkedHashMap<>();

  /** What sets a metric of a service apart from others, and is listed of it. */
  private record Head(
      String name,
      String description,
      MetricType type,
      String unit,
      String temporality,
      boolean monotonic) {
    static Head of(MetricHead head) {
      return new Head(
          head.metric().name().toString(),
          head.metric().description().toString(),
          head.type(),
          head.metric().unit().toString(),
          MetricHead.temporalityName(head.temporality()),
          head.monotonic());
    }

    MetricRow row(
        String service, long series, long points, long lastUnixNano, OptionalDouble lastValue) {
      return new MetricRow(
          service,
          name,
          description,
          type,
          unit,
          temporality,
          monotonic,
          series,
          points,
          lastUnixNano,
          lastValue);
    }
  }

  MetricListing(Relation relation) {
    this.relation = relation;
  }

  /** By service and name. */
  List<MetricRow> rows(Search search, TimeRange range) throws StoreException {
    if (relation.sources().isEmpty()) {
      return List.of();
    }
    String head = head();
    List<Head> known = List.copyOf(heads.keySet());
    List<MetricRow> found = new ArrayList<>();
    relation.query(
        "SELECT service, any_value(name) AS name, head, count(DISTINCT series), sum(n)::BIGINT,"
            + " max(last), arg_max(v, told) FROM (SELECT any_value(service) AS service,"
            + " any_value(name) AS name, "
            + head
            + " AS head, series, count(*) AS n, max(at_ns) AS last, max(CASE WHEN"
            + " coalesce(real_value, total) IS NOT NULL THEN at_ns END) AS told,"
            + " arg_max(coalesce(real_value, total), at_ns) AS v FROM "
            + DuckDbRecords.matching(relation, search, range, new Asks())
            + " GROUP BY w, resource, metric, series) GROUP BY service, head"
            + " ORDER BY service, name",
        row -> found.add(row(row, known)));
    return found;
  }

  private static MetricRow row(ResultSet row, List<Head> heads) throws SQLException {
    double last = row.getDouble(7);
    OptionalDouble value = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(last);
    return heads
        .get(row.getInt(3))
        .row(DuckDbSnapshot.text(row, 1), row.getLong(4), row.getLong(5), row.getLong(6), value);
  }

  /** SQL of the number of a point's head, the same in each source. */
  private String head() throws StoreException {
    StringBuilder sql = new StringBuilder("CASE w");
    List<Source> sources = relation.sources();
    for (int i = 0; i < sources.size(); i++) {
      List<Integer> numbers = new ArrayList<>();
      for (MetricHead head : sources.get(i).dictionary().metrics()) {
        numbers.add(heads.computeIfAbsent(Head.of(head), _ -> heads.size()));
      }
      sql.append(" WHEN ")
          .append(relation.number(sources.get(i)))
          .append(" THEN list_extract(CAST([")
          .append(numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")))
          .append("] AS INTEGER[]), metric)");
    }
    return sql.append(" END").toString();
  }
}
