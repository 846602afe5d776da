package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.List;

/** Rate, errors and duration by SQL. */
final class RedQuery {
  /** Kinds 2 and 5 are server and consumer (trace.proto, {@code Span.SpanKind}). */
  private static final String REQUEST = "(kind IN (2, 5) OR parent_id = 0)";

  private static final String DURATIONS =
      "quantile_disc(greatest(end_ns - start_ns, 0), [0.5, 0.95, 0.99])";

  /** Among other spans. */
  private static final String COUNTS =
      "count(*) FILTER ("
          + REQUEST
          + ") AS requests, count(*) FILTER ("
          + REQUEST
          + " AND status = 2) AS errors, "
          + DURATIONS
          + " FILTER ("
          + REQUEST
          + ") AS q";

  /** Among requests alone. */
  private static final String COUNTS_OF_REQUESTS =
      "count(*) AS requests, count(*) FILTER (status = 2) AS errors, " + DURATIONS + " AS q";

  private static final String Q = "coalesce(q[1], 0), coalesce(q[2], 0), coalesce(q[3], 0)";

  private RedQuery() {}

  /**
   * Asks twice: by service, then by time.
   *
   * @param bins stretches that the range is cut into, at least 1
   */
  static Red run(Relation relation, Search search, TimeRange range, int bins)
      throws StoreException {
    Asks asks = new Asks();
    String where = SearchSql.where(relation, search, range, asks);
    List<Red.Service> services = new ArrayList<>();
    long[] ends = {Long.MAX_VALUE, Long.MIN_VALUE};
    relation.query(
        "SELECT service, spans, requests, errors, "
            + Q
            + ", first, last FROM (SELECT service, count(*) AS spans, min(start_ns) AS first,"
            + " max(start_ns) AS last, "
            + COUNTS
            + " FROM "
            + relation.rows(asks, range)
            + " WHERE "
            + where
            + " GROUP BY service) ORDER BY requests DESC, spans DESC, service",
        row -> {
          services.add(
              new Red.Service(
                  DuckDbSnapshot.text(row, 1),
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6),
                  row.getLong(7)));
          ends[0] = Math.min(ends[0], row.getLong(8));
          ends[1] = Math.max(ends[1], row.getLong(9));
        });
    if (services.isEmpty()) {
      return Red.EMPTY;
    }
    long from = range.fromUnixNano() == Long.MIN_VALUE ? ends[0] : range.fromUnixNano();
    long last = range.toUnixNano() == Long.MAX_VALUE ? ends[1] : range.toUnixNano() - 1;
    long width = (last - from) / bins + 1;
    List<Red.Bin> all = new ArrayList<>();
    relation.query(
        "SELECT bin, requests, errors, "
            + Q
            + " FROM (SELECT (start_ns - "
            + SearchSql.number(from)
            + ") // "
            + width
            + " AS bin, "
            + COUNTS_OF_REQUESTS
            + " FROM "
            + relation.rows(asks, range)
            + " WHERE "
            + where
            + " AND "
            + REQUEST
            // As a value: to go on with what one side of OR left over costs three times as much.
            + " IS TRUE GROUP BY bin) ORDER BY bin",
        row -> {
          long start = from + row.getLong(1) * width;
          all.add(
              new Red.Bin(
                  start,
                  start + width,
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6)));
        });
    return new Red(from, from + width * bins, List.copyOf(all), List.copyOf(services));
  }
}
