package dev.eyepiece.store;

import dev.eyepiece.telemetry.Signal;
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

  private SearchAsSql(SqlWords words) {
    this.words = words;
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
    StringBuilder sql = new StringBuilder();
    sql.append("SELECT ").append(words.listed()).append("\nFROM ").append(words.table());
    String with = "\nWHERE ";
    if (!(search instanceof Search.All)) {
      sql.append(with).append(new SearchAsSql(words).outermost(search));
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
      case Search.Word(String text) -> word(text.toLowerCase(Locale.ROOT));
      case Search.Field field -> field(field);
      case Search.FieldMatch _, Search.WordMatch _, Search.Moment _, Search.InTrace _ ->
          throw new StoreException(
              "regular expressions, times and braces of a search have no statement; expected words"
                  + " and fields");
    };
  }

  private String word(String text) {
    String wanted = SearchSql.literal(text);
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
                + SearchSql.literal(text.replace("*", ""))
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
    return SearchSql.value(field, column != null ? column : words.attribute(key));
  }
}
