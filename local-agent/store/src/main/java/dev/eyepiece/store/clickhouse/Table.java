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

  boolean isJson(String column) {
    return types.getOrDefault(column, "").contains("JSON");
  }

  /** Whether a column with attributes is of type JSON, which some exporters were told to make. */
  boolean hasJson() {
    return types.keySet().stream()
        .anyMatch(column -> column.endsWith("Attributes") && isJson(column));
  }

  /** A column with attributes as a Map of texts; an empty one for a table that lacks it. */
  String map(String column) {
    if (!has(column)) {
      return "CAST(map(), 'Map(String, String)')";
    }
    return isJson(column) ? ofJson(Sql.name(column)) : Sql.name(column);
  }

  /** A column that has attributes for each item of a Nested type, likewise. */
  String maps(String column) {
    if (!has(column)) {
      return "CAST([], 'Array(Map(String, String))')";
    }
    String name = Sql.name(column);
    return isJson(column) ? "arrayMap(j -> " + ofJson("j") + ", " + name + ")" : name;
  }

  /** The paths of a JSON object are the keys that were sent, each with its dots. */
  private static String ofJson(String column) {
    return "mapFromArrays(JSONAllPaths(" + column + "), JSONAllValues(" + column + "))";
  }
}
