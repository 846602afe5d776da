package dev.eyepiece.store.clickhouse;

import java.util.Map;

/**
 * A table that is there.
 *
 * @param types of its columns by name; a column of a Nested type is {@code Nested.part}
 */
record Table(String name, Map<String, String> types) {

  boolean has(String column) {
    return types.containsKey(column);
  }

  /** The column, or what stands for it in tables of exporters that do not have it. */
  String or(String column, String otherwise) {
    return has(column) ? Sql.name(column) : otherwise;
  }

  boolean isDateTime64(String column) {
    return types.getOrDefault(column, "").startsWith("DateTime64");
  }
}
