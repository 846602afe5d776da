package dev.eyepiece.store;

import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A search as a statement over the tables that users write SQL for, which finds the same records:
 * those of {@link TelemetrySnapshot#sql}. Immutable; needs no store.
 */
public final class SearchAsSql {
  private final SqlWords words;
  private final SpanSetAsSql spanSets;

  private SearchAsSql(SqlWords words, SpanSetAsSql spanSets) {
    this.words = words;
    this.spanSets = spanSets;
  }

  /**
   * Writes the statement, of several lines, the newest records first.
   *
   * @param columns the names of the table's columns: an attribute that is none is looked for in the
   *     JSON of all attributes
   * @throws StoreException when the search asks for something that the tables do not have
   */
  public static String of(Signal signal, Search search, TimeRange range, Set<String> columns)
      throws StoreException {
    SqlWords words = SqlWords.of(signal, columns);
    String time = signal == Signal.TRACES ? "start_ns" : "time_ns";
    SpanSetAsSql spanSets =
        new SpanSetAsSql(signal == Signal.TRACES ? words : SqlWords.of(Signal.TRACES, Set.of()));
    String condition = new SearchAsSql(words, spanSets).outermost(search);
    StringBuilder sql = new StringBuilder(spanSets.with());
    sql.append("SELECT ").append(words.listed()).append("\nFROM ").append(words.table().table());
    String with = "\nWHERE ";
    if (!(search instanceof Search.All)) {
      sql.append(with).append(condition);
      with = "\n  AND ";
    }
    if (range.fromUnixNano() != Long.MIN_VALUE) {
      sql.append(with).append(time).append(" >= ").append(SearchSql.number(range.fromUnixNano()));
      with = "\n  AND ";
    }
    if (range.toUnixNano() != Long.MAX_VALUE) {
      sql.append(with).append(time).append(" < ").append(SearchSql.number(range.toUnixNano()));
    }
    return sql.append("\nORDER BY ").append(time).append(" DESC").toString();
  }

  /** The table that has the records of a signal. */
  public static String table(Signal signal) {
    return SignalTable.of(signal).table();
  }

  private String outermost(Search search) throws StoreException {
    if (!(search instanceof Search.And(List<Search> parts))) {
      return condition(search);
    }
    return joined(parts, "\n  AND ");
  }

  private String joined(List<Search> parts, String with) throws StoreException {
    StringBuilder all = new StringBuilder();
    for (Search part : parts) {
      all.append(all.isEmpty() ? "" : with).append(condition(part));
    }
    return all.toString();
  }

  private String condition(Search search) throws StoreException {
    return switch (search) {
      case Search.All _ -> "TRUE";
      case Search.And(List<Search> parts) -> "(" + joined(parts, " AND ") + ")";
      case Search.Or(List<Search> parts) -> "(" + joined(parts, " OR ") + ")";
      // A record without the field does not match, so that its opposite does.
      case Search.Not(Search part) -> "NOT coalesce(" + condition(part) + ", FALSE)";
      case Search.Word(String text) -> word(text);
      case Search.WordMatch(String pattern) -> wordMatch(pattern);
      case Search.Field field -> field(field);
      case Search.FieldMatch field -> match(field);
      case Search.Moment(Search.Clock clock, Search.Op op, long unixNano) ->
          "coalesce("
              + words.time(clock)
              + " "
              + SearchSql.symbol(op)
              + " "
              + SearchSql.number(unixNano)
              + ", FALSE)";
      case Search.InTrace(SpanSet set) -> inTrace(set);
    };
  }

  private String inTrace(SpanSet set) throws StoreException {
    // A span by itself needs no look at its trace.
    return words.table() == SignalTable.SPANS && set instanceof SpanSet.Filter(Search alone)
        ? condition(alone)
        : spanSets.condition(
            words.table(),
            set,
            search -> new SearchAsSql(spanSets.words(), spanSets).condition(search));
  }

  private String match(Search.FieldMatch field) {
    String key = field.key().toLowerCase(Locale.ROOT);
    String own = words.match(key, field.pattern());
    String column = words.text(key);
    return own != null
        ? own
        : SearchSql.match(column != null ? column : words.attribute(field.key()), field.pattern());
  }

  /** Each text by itself, so that anchors mean its ends. */
  private String wordMatch(String pattern) {
    List<String> tests = new ArrayList<>();
    for (String column : words.searched()) {
      tests.add(
          column.equals("event_text")
              ? SearchSql.anyMatch(column, "chr(10)", pattern)
              : SearchSql.match(column, pattern));
    }
    tests.add(anyOf("json_extract_string(attributes, '$.*')", pattern));
    if (words.hasStack()) {
      tests.add(anyOf("stack", pattern));
    }
    return tests.stream()
        .map(test -> "coalesce(" + test + ", FALSE)")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  static String anyOf(String list, String pattern) {
    return "len(list_filter(" + list + ", lambda v: " + SearchSql.match("v", pattern) + ")) > 0";
  }

  private String word(String text) {
    String wanted = SearchSql.lowered(text);
    String columns =
        words.searched().stream()
            .map(column -> "contains(lower(" + column + "), " + wanted + ")")
            .map(one -> "coalesce(" + one + ", FALSE)")
            .collect(Collectors.joining(" OR "));
    String values =
        "len(list_filter(json_extract_string(attributes, '$.*'), lambda v: contains(lower(v), "
            + wanted
            + "))) > 0";
    String stack =
        words.hasStack()
            ? " OR coalesce(len(list_filter(stack, lambda f: contains(lower(f), "
                + SearchSql.lowered(text.replace("*", ""))
                + "))) > 0, FALSE)"
            : "";
    return "(" + columns + " OR coalesce(" + values + ", FALSE)" + stack + ")";
  }

  private String field(Search.Field field) throws StoreException {
    String own = words.condition(field);
    if (own != null) {
      return own;
    }
    String key = field.key();
    String column = words.text(key.toLowerCase(Locale.ROOT));
    boolean compares = field.op() != Search.Op.EXISTS && field.op() != Search.Op.EQ;
    if (column == null && compares) {
      return SearchSql.compared(field, words.number(key), () -> words.attribute(key));
    }
    String other = column == null && !compares ? RealText.other(field.value()) : null;
    if (other != null) {
      String text = words.attribute(key);
      return "(" + SearchSql.value(field, text) + " OR " + SearchSql.equal(text, other) + ")";
    }
    return column != null && field.op() == Search.Op.EXISTS
        ? SearchSql.present(column)
        : SearchSql.value(field, column != null ? column : words.attribute(key));
  }
}
