package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One trace. Where it lies in time the exporter's table of traces says, where it is there. */
final class TraceAnswers {
  private static final long SECOND = 1_000_000_000L;
  private static final int MOST_SPANS = 1_000_000;

  private final Relation relation;
  private final @Nullable Table times;
  private final TracePlaces places;

  TraceAnswers(Relation relation, @Nullable Table times, TracePlaces places) {
    this.relation = relation;
    this.times = times;
    this.places = places;
  }

  /** A search for one trace alone. */
  private static Search of(TraceId id) {
    return new Search.Field("trace", Search.Op.EQ, id.toString());
  }

  /** The times in which the spans of a trace start. */
  private TimeRange range(TraceId id) throws StoreException {
    Table table = times;
    if (table == null) {
      return TimeRange.ALL;
    }
    TimeRange[] found = {TimeRange.ALL};
    relation
        .asker()
        .query(
            "SELECT toInt64(count()), toInt64(toUnixTimestamp(min(Start))),"
                + " toInt64(toUnixTimestamp(max(End))) FROM "
                + Sql.name(table.name())
                + " WHERE TraceId = "
                + Sql.literal(id.toString()),
            row -> {
              if (row.number(1) > 0) {
                found[0] = new TimeRange(row.number(2) * SECOND, (row.number(3) + 1) * SECOND);
              }
            });
    return found[0];
  }

  Optional<TraceSpans> trace(TraceId id) throws StoreException {
    if (relation.isEmpty()) {
      return Optional.empty();
    }
    TraceColumns columns = new TraceColumns(id);
    relation
        .asker()
        .query(
            "SELECT * FROM "
                + relation.matching(TraceColumns.COLUMNS, of(id), range(id))
                + " ORDER BY start_ns, end_ns DESC, span_id LIMIT "
                + (MOST_SPANS + 1),
            columns::add);
    if (columns.size() > MOST_SPANS) {
      throw new StoreException(
          "trace " + id + " has more than " + MOST_SPANS + " spans, too many to be shown as one");
    }
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(places.keep(number -> columns.toSpans(number)));
  }

  Optional<SpanRecord> span(long batchId, int row) throws StoreException {
    TraceSpans trace = places.of(batchId);
    if (trace == null || row < 0 || row >= trace.size()) {
      return Optional.empty();
    }
    long start = trace.startUnixNano()[row];
    List<SpanRecord> found = new ArrayList<>();
    Search one =
        new Search.And(
            List.of(
                of(trace.traceId()),
                new Search.Field("span", Search.Op.EQ, TraceId.spanIdText(trace.spanId()[row]))));
    new SpanAnswers(relation).stream(one, new TimeRange(start, start + 1), 1, found::add);
    return found.stream().findFirst();
  }

  int[] matches(TraceSpans trace, Search search) throws StoreException {
    if (relation.isEmpty() || trace.size() == 0) {
      return new int[0];
    }
    List<int[]> found = new ArrayList<>();
    SpanIndex index = new SpanIndex(trace);
    long last = trace.startUnixNano()[trace.size() - 1];
    relation
        .asker()
        .query(
            "SELECT span_id, start_ns FROM "
                + relation.matching(
                    List.of("span_id", "start_ns"),
                    new Search.And(List.of(of(trace.traceId()), search)),
                    new TimeRange(trace.startUnixNano()[0], last + 1)),
            row -> found.add(index.rows(Texts.spanId(row.text(1)), row.number(2))));
    return found.stream().flatMapToInt(java.util.Arrays::stream).sorted().distinct().toArray();
  }
}
