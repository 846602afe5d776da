package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The records of a signal, from however many tables, in columns of the same names.
 *
 * @param sources empty when the signal has no table
 * @param spanSets decides what a search says of whole traces
 */
record Relation(Asker asker, List<Source> sources, SpanSets spanSets) {

  boolean isEmpty() {
    return sources.isEmpty();
  }

  /**
   * What follows a FROM: some columns of the records that match and lie in a range.
   *
   * @param columns names of {@link Source#columns}
   */
  String matching(List<String> columns, Search search, TimeRange range) throws StoreException {
    return "(" + parts(columns, search, range, " WHERE ", " UNION ALL ") + ")";
  }

  /** The same without parentheses, with these words where they stand. */
  String parts(List<String> columns, Search search, TimeRange range, String where, String union)
      throws StoreException {
    List<String> parts = new ArrayList<>();
    for (Source source : sources) {
      parts.add(select(source, columns) + where + SearchSql.where(source, search, range, spanSets));
    }
    return String.join(union, parts);
  }

  /** All records in all columns. */
  String all() {
    return sources.stream()
        .map(source -> select(source, List.copyOf(source.columns().keySet())))
        .collect(Collectors.joining(" UNION ALL ", "(", ")"));
  }

  private static String select(Source source, List<String> columns) {
    return columns.stream()
            .map(column -> source.columns().get(column) + " AS " + Sql.name(column))
            .collect(Collectors.joining(", ", "SELECT ", " FROM "))
        + Sql.name(source.table().name());
  }

  /** The same of a field of the search language, as the column {@code v}. */
  String values(String field, Search search, TimeRange range) throws StoreException {
    List<String> parts = new ArrayList<>();
    for (Source source : sources) {
      parts.add(
          "SELECT toNullable(toString("
              + SearchSql.expression(source, field)
              + ")) AS v FROM "
              + Sql.name(source.table().name())
              + " WHERE "
              + SearchSql.where(source, search, range, spanSets));
    }
    return "(" + String.join(" UNION ALL ", parts) + ")";
  }

  /** What a snapshot answers with a limit; 0 is none. */
  static String limit(long limit) {
    return limit > 0 ? " LIMIT " + limit : "";
  }
}
