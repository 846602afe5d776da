package dev.eyepiece.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;

/**
 * Decides structural searches: SQL finds the traces that may match and what is known of their
 * spans, Java walks each trace, and a table has what was selected. The traces of the answer come
 * one by one, so that one alone is in memory. What all records of a snapshot were found to select
 * is kept for the next snapshot, which often has the same records. For one thread.
 */
final class SpanSetSql {
  private static final String TRACE = "trace_hi, trace_lo";
  private static final int FIXED = 7;

  /** Batch, row, trace and span of a selected one. */
  private static final int PARTS = 5;

  /** More selected spans are not kept for another snapshot. */
  private static final int MOST_KEPT = 100_000;

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
          case POINTS -> throw SpanSetWalk.notOfPoints();
        };
    Asked asked = new Asked(set, table == SignalTable.SPANS ? range : TimeRange.ALL);
    String selected = tables.get(asked);
    if (selected == null) {
      selected = spans.session().table("selected");
      decide(asked, selected);
      tables.put(asked, selected);
    }
    return "((" + names + ") IN (SELECT " + names + " FROM temp." + selected + "))";
  }

  /** A search of all records of a snapshot. */
  private record Whole(Asked asked, List<Halves.State> windows, long upTo) {}

  private void decide(Asked asked, String table) throws StoreException {
    if (spans.isOfOneTrace()) {
      store(select(asked), table);
      return;
    }
    KeptAnswers<long[]> kept = spans.kept().selections;
    long upTo = spans.unsealed().isEmpty() ? 0 : spans.unsealed().getLast().upTo();
    Whole whole = new Whole(asked, spans.windows().stream().map(Halves.State::of).toList(), upTo);
    long[] known = kept.known(whole);
    long[] selected = known == null ? select(asked) : known;
    if (selected.length <= MOST_KEPT * PARTS) {
      kept.keep(whole, selected);
    }
    store(selected, table);
  }

  private long[] select(Asked asked) throws StoreException {
    Selection selection = new Selection(asked.set());
    spans.query(sql(selection.walk, asked.range()), selection::add);
    selection.walk.end();
    return Arrays.copyOf(selection.selected, selection.selectedSize);
  }

  private String sql(SpanSetWalk walk, TimeRange range) throws StoreException {
    List<String> conditions = new ArrayList<>();
    conditions.add(traces(walk.selected(), range));
    for (Search required : walk.required()) {
      conditions.add(traces(required, TimeRange.ALL));
    }
    Asks asks = new Asks();
    StringBuilder sql = new StringBuilder("SELECT ").append(TRACE);
    sql.append(", span_id, parent_id, batch_id, row_no, CAST(end_ns - start_ns AS DOUBLE)");
    for (Search filter : walk.filters()) {
      sql.append(", ").append(SearchSql.where(spans, filter, TimeRange.ALL, asks));
    }
    for (String key : walk.keys()) {
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

  /** Goes through the rows of the spans and keeps those that are selected. */
  private static final class Selection {
    private final SpanSetWalk walk;
    private final int filters;
    private final List<String> keys;
    private long[] batches = new long[64];
    private int[] rows = new int[64];

    /** Batch, row, trace and span of each selected one. */
    private long[] selected = new long[64 * PARTS];

    private int selectedSize;

    Selection(SpanSet set) {
      walk = new SpanSetWalk(set, this::select);
      filters = walk.filters().size();
      keys = walk.keys();
    }

    void add(ResultSet row) throws SQLException {
      int at = walk.add(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
      if (at == rows.length) {
        rows = Arrays.copyOf(rows, at * 2);
        batches = Arrays.copyOf(batches, at * 2);
      }
      batches[at] = row.getLong(5);
      rows[at] = row.getInt(6);
      for (int i = 0; i < filters; i++) {
        if (row.getBoolean(FIXED + 1 + i)) {
          walk.matches(at, i);
        }
      }
      for (int i = 0; i < keys.size(); i++) {
        boolean duration = keys.get(i).equals("duration");
        double value = row.getDouble(duration ? FIXED : FIXED + 1 + filters + i);
        walk.has(at, i, row.wasNull() ? Double.NaN : value);
      }
    }

    private void select(int row, long high, long low, long spanId) {
      if (selectedSize == selected.length) {
        selected = Arrays.copyOf(selected, selectedSize * 2);
      }
      selected[selectedSize++] = batches[row];
      selected[selectedSize++] = rows[row];
      selected[selectedSize++] = high;
      selected[selectedSize++] = low;
      selected[selectedSize++] = spanId;
    }
  }

  private void store(long[] selected, String table) throws StoreException {
    try (Statement statement = spans.session().connection().createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE "
              + table
              + " (batch_id BIGINT, row_no INTEGER, trace_hi BIGINT, trace_lo BIGINT,"
              + " span_id BIGINT)");
    } catch (SQLException e) {
      throw new StoreException("what was selected cannot be kept: " + e.getMessage(), e);
    }
    try (DuckDBAppender rows = spans.session().connection().createAppender("temp", "main", table)) {
      for (int i = 0; i < selected.length; i += PARTS) {
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
