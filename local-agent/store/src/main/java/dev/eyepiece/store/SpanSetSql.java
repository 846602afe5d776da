package dev.eyepiece.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;

/**
 * Decides structural searches: SQL finds the traces that may match and what is known of their
 * spans, Java walks each trace, and a table has what was selected. The traces of the answer come
 * one by one, so that one alone is in memory. For one thread.
 */
final class SpanSetSql {
  private static final String TRACE = "trace_hi, trace_lo";
  private static final int FIXED = 7;

  private final Relation spans;
  private final Map<Asked, String> tables = new HashMap<>();

  /** What was decided already in this snapshot. */
  private record Asked(SpanSet set, TimeRange range) {}

  SpanSetSql(Relation spans) {
    this.spans = spans;
  }

  /**
   * A condition over spans, or over other records that name a span.
   *
   * @param range of the start of selected spans; others of their trace may lie outside
   */
  String condition(SignalTable table, SpanSet set, TimeRange range) throws StoreException {
    String names =
        switch (table) {
          case SPANS -> "batch_id, row_no";
          case LOGS, SAMPLES -> "trace_hi, trace_lo, span_id";
          case POINTS ->
              throw new StoreException(
                  "a search with braces selects spans; data points belong to none");
        };
    Asked asked = new Asked(set, table == SignalTable.SPANS ? range : TimeRange.ALL);
    String selected = tables.get(asked);
    if (selected == null) {
      selected = "selected_" + tables.size();
      decide(asked, selected);
      tables.put(asked, selected);
    }
    return "((" + names + ") IN (SELECT " + names + " FROM temp." + selected + "))";
  }

  private void decide(Asked asked, String table) throws StoreException {
    SpanSetPlan plan = new SpanSetPlan(asked.set());
    Walk walk = new Walk(plan);
    spans.query(sql(plan, asked.range()), walk::add);
    walk.decide();
    walk.store(table);
  }

  private String sql(SpanSetPlan plan, TimeRange range) throws StoreException {
    List<String> conditions = new ArrayList<>();
    conditions.add(traces(plan.selected(), range));
    for (Search required : plan.required()) {
      conditions.add(traces(required, TimeRange.ALL));
    }
    Asks asks = new Asks();
    StringBuilder sql = new StringBuilder("SELECT ").append(TRACE);
    sql.append(", span_id, parent_id, batch_id, row_no, CAST(end_ns - start_ns AS DOUBLE)");
    for (Search filter : plan.filters()) {
      sql.append(", ").append(SearchSql.where(spans, filter, TimeRange.ALL, asks));
    }
    for (String key : plan.keys()) {
      sql.append(", ").append(SearchSql.numeric(spans, key, asks));
    }
    return sql.append(" FROM ")
        .append(spans.rows(asks, TimeRange.ALL))
        .append(" WHERE ")
        .append(String.join(" AND ", conditions))
        .append(" ORDER BY ")
        .append(TRACE)
        .toString();
  }

  private String traces(Search search, TimeRange range) throws StoreException {
    Asks asks = new Asks();
    String where = SearchSql.where(spans, search, range, asks);
    String rows = spans.rows(asks, range);
    return "(" + TRACE + ") IN (SELECT " + TRACE + " FROM " + rows + " WHERE " + where + ")";
  }

  /** Goes through the spans, which come trace by trace. */
  private final class Walk implements SpanSetPlan.Known {
    private final SpanSetPlan plan;
    private final List<BitSet> matching = new ArrayList<>();
    private final List<String> keys;
    private final TraceGraph trace = new TraceGraph();
    private long[] batches = new long[64];
    private int[] rows = new int[64];
    private double[][] values;
    private long high;
    private long low;

    /** Batch, row, trace and span of each selected one. */
    private long[] selected = new long[320];

    private int selectedSize;

    Walk(SpanSetPlan plan) {
      this.plan = plan;
      keys = plan.keys();
      values = new double[keys.size()][64];
      plan.filters().forEach(_ -> matching.add(new BitSet()));
    }

    void add(ResultSet row) throws SQLException {
      long nextHigh = row.getLong(1);
      long nextLow = row.getLong(2);
      if (nextHigh != high || nextLow != low) {
        decide();
        high = nextHigh;
        low = nextLow;
      }
      int at = trace.size();
      if (at == rows.length) {
        rows = Arrays.copyOf(rows, at * 2);
        batches = Arrays.copyOf(batches, at * 2);
        for (int i = 0; i < values.length; i++) {
          values[i] = Arrays.copyOf(values[i], at * 2);
        }
      }
      trace.add(row.getLong(3), row.getLong(4));
      batches[at] = row.getLong(5);
      rows[at] = row.getInt(6);
      for (int i = 0; i < matching.size(); i++) {
        matching.get(i).set(at, row.getBoolean(FIXED + 1 + i));
      }
      for (int i = 0; i < values.length; i++) {
        boolean duration = keys.get(i).equals("duration");
        double value = row.getDouble(duration ? FIXED : FIXED + 1 + matching.size() + i);
        values[i][at] = row.wasNull() ? Double.NaN : value;
      }
    }

    @Override
    public BitSet matching(int filter) {
      return matching.get(filter);
    }

    @Override
    public double value(int key, int row) {
      return values[key][row];
    }

    /** The trace is complete. */
    void decide() {
      BitSet found = plan.select(trace, this);
      for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
        select(row);
      }
      trace.clear();
      matching.forEach(BitSet::clear);
    }

    private void select(int row) {
      if (selectedSize == selected.length) {
        selected = Arrays.copyOf(selected, selectedSize * 2);
      }
      selected[selectedSize++] = batches[row];
      selected[selectedSize++] = rows[row];
      selected[selectedSize++] = high;
      selected[selectedSize++] = low;
      selected[selectedSize++] = trace.spanId(row);
    }

    void store(String table) throws StoreException {
      try (Statement statement = spans.session().connection().createStatement()) {
        statement.execute(
            "CREATE TEMP TABLE "
                + table
                + " (batch_id BIGINT, row_no INTEGER, trace_hi BIGINT, trace_lo BIGINT,"
                + " span_id BIGINT)");
      } catch (SQLException e) {
        throw new StoreException("what was selected cannot be kept: " + e.getMessage(), e);
      }
      try (DuckDBAppender rows =
          spans.session().connection().createAppender("temp", "main", table)) {
        for (int i = 0; i < selectedSize; i += 5) {
          rows.beginRow()
              .append(selected[i])
              .append((int) selected[i + 1])
              .append(selected[i + 2])
              .append(selected[i + 3])
              .append(selected[i + 4])
              .endRow();
        }
      } catch (SQLException e) {
        throw new StoreException("what was selected cannot be kept: " + e.getMessage(), e);
      }
    }
  }
}
