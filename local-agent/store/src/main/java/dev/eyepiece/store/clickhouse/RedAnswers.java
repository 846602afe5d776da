package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Red;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import java.util.ArrayList;
import java.util.List;

/** Rate, errors and duration. */
final class RedAnswers {
  /** Kinds 2 and 5 are server and consumer (trace.proto, {@code Span.SpanKind}). */
  private static final String REQUEST = "(kind IN (2, 5) OR parent_span_id = '')";

  private static final String COUNTS =
      "toInt64(countIf("
          + REQUEST
          + ")) AS requests, toInt64(countIf("
          + REQUEST
          + " AND status = 2)) AS errors, arraySort(groupArrayIf(greatest(end_ns - start_ns, 0), "
          + REQUEST
          + ")) AS sorted, "
          + quantile("0.5")
          + ", "
          + quantile("0.95")
          + ", "
          + quantile("0.99");

  private static final List<String> COLUMNS =
      List.of("service", "kind", "parent_span_id", "status", "start_ns", "end_ns");

  private RedAnswers() {}

  /** The smallest value that so many are not above: exact, and 0 where there is none. */
  private static String quantile(String share) {
    return "toInt64(sorted[toInt64(ceil(" + share + " * length(sorted)))])";
  }

  static Red run(Relation relation, Search search, TimeRange range, int bins)
      throws StoreException {
    if (relation.isEmpty()) {
      return Red.EMPTY;
    }
    String from = relation.matching(COLUMNS, search, range);
    List<Red.Service> services = new ArrayList<>();
    long[] ends = {Long.MAX_VALUE, Long.MIN_VALUE};
    relation
        .asker()
        .query(
            "SELECT service, toInt64(count()) AS spans, min(start_ns), max(start_ns), "
                + COUNTS
                + " FROM "
                + from
                + " GROUP BY service ORDER BY requests DESC, spans DESC, service",
            row -> {
              services.add(
                  new Red.Service(
                      row.text(1),
                      row.number(2),
                      row.number(5),
                      row.number(6),
                      row.number(8),
                      row.number(9),
                      row.number(10)));
              ends[0] = Math.min(ends[0], row.number(3));
              ends[1] = Math.max(ends[1], row.number(4));
            });
    if (services.isEmpty()) {
      return Red.EMPTY;
    }
    long first = range.fromUnixNano() == Long.MIN_VALUE ? ends[0] : range.fromUnixNano();
    long last = range.toUnixNano() == Long.MAX_VALUE ? ends[1] : range.toUnixNano() - 1;
    long width = (last - first) / bins + 1;
    List<Red.Bin> all = new ArrayList<>();
    relation
        .asker()
        .query(
            "SELECT intDiv(start_ns - "
                + Sql.number(first)
                + ", "
                + width
                + ") AS bin, "
                + COUNTS
                + " FROM "
                + from
                + " WHERE "
                + REQUEST
                + " GROUP BY bin ORDER BY bin",
            row -> {
              long start = first + row.number(1) * width;
              all.add(
                  new Red.Bin(
                      start,
                      start + width,
                      row.number(2),
                      row.number(3),
                      row.number(5),
                      row.number(6),
                      row.number(7)));
            });
    return new Red(first, first + width * bins, List.copyOf(all), List.copyOf(services));
  }
}
