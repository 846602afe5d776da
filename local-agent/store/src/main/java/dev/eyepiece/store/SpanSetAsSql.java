package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Structural searches as named parts of a statement over the table {@code spans}, which select what
 * {@link SpanSetWalk} does. For one statement.
 */
final class SpanSetAsSql {
  /** What tells a span from others; ids alone are the same for one that was changed and resent. */
  private static final String ROW = "trace_id, span_id, start_ns, end_ns";

  private final SqlWords words;
  private final List<String> parts = new ArrayList<>();

  /** Columns of every part with numbers that are aggregated, by key. */
  private final Map<String, String> numbers = new LinkedHashMap<>();

  /** How a search of one span is said. */
  interface Condition {
    String of(Search search) throws StoreException;
  }

  SpanSetAsSql(SqlWords words) {
    this.words = words;
  }

  /** How spans are said. */
  SqlWords words() {
    return words;
  }

  /** A condition over spans or, of other records, over the span they name. */
  String condition(SignalTable table, SpanSet set, Condition condition) throws StoreException {
    String id =
        switch (table) {
          case SPANS -> ROW;
          case LOGS, SAMPLES -> "trace_id, span_id";
          case POINTS -> throw SpanSetWalk.notOfPoints();
        };
    numbers.clear();
    for (String key : new SpanSetPlan(set).keys()) {
      numbers.put(key, "number_" + (numbers.size() + 1));
    }
    return "(" + id + ") IN (SELECT " + id + " FROM " + part(set, condition) + ")";
  }

  /** What stands before the statement, empty when nothing is needed. */
  String with() {
    return parts.isEmpty() ? "" : "WITH RECURSIVE\n" + String.join(",\n", parts) + "\n";
  }

  private String next() {
    return "spans_" + (parts.size() + 1);
  }

  private String add(String sql) {
    String name = next();
    parts.add("  " + name + " AS MATERIALIZED (\n    " + sql + ")");
    return name;
  }

  private String part(SpanSet set, Condition condition) throws StoreException {
    return switch (set) {
      case SpanSet.Filter(Search search) -> add(spans(condition.of(search)));
      case SpanSet.Related(SpanSet left, SpanSet.Step step, SpanSet right) ->
          related(part(left, condition), step, part(right, condition));
      case SpanSet.Both(SpanSet left, SpanSet right) -> {
        String first = part(left, condition);
        String second = part(right, condition);
        yield add(
            spans(
                either(first, second)
                    + "\n      AND trace_id IN (SELECT trace_id FROM "
                    + first
                    + ")\n      AND trace_id IN (SELECT trace_id FROM "
                    + second
                    + ")"));
      }
      case SpanSet.Either(SpanSet left, SpanSet right) ->
          add(spans(either(part(left, condition), part(right, condition))));
      case SpanSet.Kept kept -> kept(part(kept.set(), condition), kept);
    };
  }

  private String spans(String where) {
    StringBuilder sql = new StringBuilder("SELECT ").append(ROW).append(", parent_span_id");
    numbers.forEach(
        (key, name) -> sql.append(", ").append(number(key)).append(" AS ").append(name));
    return sql.append("\n    FROM spans\n    WHERE ").append(where).toString();
  }

  private String number(String key) {
    if (key.equals("duration")) {
      return "CAST(duration_ns AS DOUBLE)";
    }
    String number = words.number(key);
    return "CASE WHEN NOT isnan(" + number + ") THEN " + number + " END";
  }

  private static String either(String left, String right) {
    return "(("
        + ROW
        + ") IN (SELECT "
        + ROW
        + " FROM "
        + left
        + ")\n      OR ("
        + ROW
        + ") IN (SELECT "
        + ROW
        + " FROM "
        + right
        + "))";
  }

  private String related(String left, SpanSet.Step step, String right) {
    return add(
        "SELECT * FROM "
            + right
            + "\n    WHERE "
            + switch (step) {
              case CHILD -> isChildOf(left);
              case DESCENDANT -> isChildOf(below(left));
              case PARENT ->
                  "(trace_id, span_id) IN (SELECT trace_id, parent_span_id FROM " + left + ")";
              case ANCESTOR ->
                  "(trace_id, span_id) IN (SELECT trace_id, span_id FROM " + above(left) + ")";
              case SIBLING ->
                  "EXISTS (SELECT 1 FROM "
                      + left
                      + " AS other WHERE other.trace_id = "
                      + right
                      + ".trace_id AND other.parent_span_id = "
                      + right
                      + ".parent_span_id AND other.span_id <> "
                      + right
                      + ".span_id)";
            });
  }

  private static String isChildOf(String table) {
    return "(trace_id, parent_span_id) IN (SELECT trace_id, span_id FROM " + table + ")";
  }

  /** The spans and all below them; a union without repetitions ends in a cycle of parents too. */
  private String below(String from) {
    String whole = whole(from);
    String name = next();
    return add(
        "SELECT trace_id, span_id FROM "
            + from
            + "\n    UNION\n    SELECT trace_id, "
            + whole
            + ".span_id FROM "
            + whole
            + " JOIN "
            + name
            + " USING (trace_id)\n    WHERE "
            + whole
            + ".parent_span_id = "
            + name
            + ".span_id");
  }

  /** The ids of their parents, and of theirs. */
  private String above(String from) {
    String whole = whole(from);
    String name = next();
    return add(
        "SELECT trace_id, parent_span_id AS span_id FROM "
            + from
            + " WHERE parent_span_id IS NOT NULL\n    UNION\n    SELECT trace_id, "
            + whole
            + ".parent_span_id FROM "
            + whole
            + " JOIN "
            + name
            + " USING (trace_id, span_id)\n    WHERE "
            + whole
            + ".parent_span_id IS NOT NULL");
  }

  /** All spans of the traces. */
  private String whole(String from) {
    return add(
        "SELECT trace_id, span_id, parent_span_id FROM spans\n"
            + "    WHERE trace_id IN (SELECT trace_id FROM "
            + from
            + ")");
  }

  private String kept(String from, SpanSet.Kept kept) {
    String of =
        switch (kept.function()) {
          case COUNT -> "count(*)";
          case MIN, MAX, SUM, AVG ->
              kept.function().name().toLowerCase(Locale.ROOT) + "(" + numbers.get(kept.key()) + ")";
        };
    return add(
        "SELECT * FROM "
            + from
            + "\n    WHERE trace_id IN (SELECT trace_id FROM "
            + from
            + " GROUP BY trace_id HAVING "
            + SearchSql.compared(of, kept.op(), OptionalDouble.of(kept.value()))
            + ")");
  }
}
