package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.SpanSet;
import dev.eyepiece.store.SpanSetWalk;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides structural searches: ClickHouse finds the traces that may match and what is known of
 * their spans, {@link SpanSetWalk} which are selected, and these become a list in the statement
 * that asked.
 */
final class SpanSets {
  /** A span in the list takes 68 bytes, and a statement may have it some times. */
  private static final int MOST_SPANS = 20_000;

  /** Without settings a statement has at most 256 KiB. */
  private static final int MOST_WITHOUT_SETTINGS = 500;

  private static final int FIXED = 5;

  private final Asker asker;
  private final List<Source> spans;

  /**
   * For one snapshot.
   *
   * @param spans the table of spans, empty when there is none
   */
  SpanSets(Asker asker, List<Source> spans) {
    this.asker = asker;
    this.spans = spans;
  }

  /**
   * A condition over spans, or over other records that name a span.
   *
   * @param range of the start of selected spans; others of their trace may lie outside
   * @param within a search that all that is wanted matches, as is known already; null for none
   */
  String condition(Source of, SpanSet set, TimeRange range, @Nullable Search within)
      throws StoreException {
    if (of instanceof PointSource) {
      throw SpanSetWalk.notOfPoints();
    }
    if (spans.isEmpty()) {
      return "0";
    }
    Source source = spans.getFirst();
    boolean ofSpans = of instanceof SpanSource;
    TimeRange wanted = ofSpans ? range : TimeRange.ALL;
    Selection selection = new Selection(set, wanted, ofSpans);
    asker.query(sql(source, selection.walk, wanted, within), selection::add);
    selection.walk.end();
    String list = selection.list(asker.takesSettings() ? MOST_SPANS : MOST_WITHOUT_SETTINGS);
    if (list.isEmpty()) {
      return "0";
    }
    String id = of.columns().get("trace_id") + ", " + of.columns().get("span_id");
    if (!ofSpans) {
      return "(concat(" + id + ") IN (SELECT arrayJoin(splitByChar(',', '" + list + "'))))";
    }
    // Two spans may have one id, as those of a client and a server that share it.
    String start = "toString(" + of.columns().get("start_ns") + ")";
    String near = of.within(selection.extent());
    return "(concat("
        + id
        + ", "
        + start
        + ") IN (SELECT arrayJoin(splitByChar(',', '"
        + list
        + "')))"
        + near
        + ")";
  }

  private String sql(Source source, SpanSetWalk walk, TimeRange range, @Nullable Search within)
      throws StoreException {
    List<String> conditions = new ArrayList<>();
    conditions.add(traces(source, walk.selected(), range));
    for (Search required : walk.required()) {
      conditions.add(traces(source, required, TimeRange.ALL));
    }
    if (within != null) {
      conditions.add(where(source, within, TimeRange.ALL));
    }
    StringBuilder sql = new StringBuilder("SELECT ");
    for (String column : List.of("trace_id", "span_id", "parent_span_id", "start_ns")) {
      sql.append(source.columns().get(column)).append(", ");
    }
    sql.append("toFloat64(toInt64(Duration))");
    for (Search filter : walk.filters()) {
      sql.append(", toInt64(").append(where(source, filter, TimeRange.ALL)).append(')');
    }
    for (String key : walk.keys()) {
      sql.append(", ").append(SearchSql.numeric(source, key));
    }
    return sql.append(" FROM ")
        .append(Sql.name(source.table().name()))
        .append(" WHERE ")
        .append(String.join(" AND ", conditions))
        .append(" ORDER BY ")
        .append(source.columns().get("trace_id"))
        .toString();
  }

  private String where(Source source, Search search, TimeRange range) throws StoreException {
    return SearchSql.where(source, search, range, this);
  }

  private String traces(Source source, Search search, TimeRange range) throws StoreException {
    // Of a distributed table ClickHouse refuses an IN over another that is not global.
    return "TraceId GLOBAL IN (SELECT TraceId FROM "
        + Sql.name(source.table().name())
        + " WHERE "
        + where(source, search, range)
        + ")";
  }

  /** Goes through the rows of the spans and keeps those that are selected. */
  private static final class Selection {
    private final SpanSetWalk walk;
    private final TimeRange range;
    private final boolean withStart;
    private final int filters;
    private final List<String> keys;
    private final List<Long> starts = new ArrayList<>();
    private final StringBuilder selected = new StringBuilder();
    private int count;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    Selection(SpanSet set, TimeRange range, boolean withStart) {
      this.range = range;
      this.withStart = withStart;
      walk = new SpanSetWalk(set, this::select);
      filters = walk.filters().size();
      keys = walk.keys();
    }

    void add(Row row) {
      TraceId trace = Texts.traceId(row.text(1));
      int at =
          walk.add(trace.high(), trace.low(), Texts.spanId(row.text(2)), Texts.spanId(row.text(3)));
      if (at == 0) {
        starts.clear();
      }
      starts.add(row.number(4));
      for (int i = 0; i < filters; i++) {
        if (row.number(FIXED + 1 + i) != 0) {
          walk.matches(at, i);
        }
      }
      for (int i = 0; i < keys.size(); i++) {
        int column = keys.get(i).equals("duration") ? FIXED : FIXED + 1 + filters + i;
        walk.has(at, i, row.real(column).orElse(Double.NaN));
      }
    }

    private void select(int row, long high, long low, long spanId) {
      long start = starts.get(row);
      if (range.contains(start) || range.equals(TimeRange.ALL)) {
        count++;
        first = Math.min(first, start);
        last = Math.max(last, start);
        if (count <= MOST_SPANS) {
          selected.append(selected.isEmpty() ? "" : ",");
          selected.append(new TraceId(high, low)).append(TraceId.spanIdText(spanId));
          selected.append(withStart ? Long.toString(start) : "");
        }
      }
    }

    /** When the selected spans start. */
    TimeRange extent() {
      return new TimeRange(first, last == Long.MAX_VALUE ? last : last + 1);
    }

    /** The selected spans, of each its trace id, its span id and, for spans, its start. */
    String list(int most) throws StoreException {
      if (count > most) {
        throw new StoreException(
            "the braces of the search select "
                + count
                + " spans, and at most "
                + most
                + " can be told to ClickHouse; a shorter range of time helps");
      }
      return selected.toString();
    }
  }
}
