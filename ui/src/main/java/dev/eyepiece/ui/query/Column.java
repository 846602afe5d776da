package dev.eyepiece.ui.query;

/**
 * A column of a table or a result.
 *
 * @param type as the engine calls it, such as {@code BIGINT} or {@code Nullable(Int64)}
 */
record Column(String name, String type) {

  boolean isNumber() {
    return type.startsWith("DECIMAL")
        || bare().matches("U?Int\\d+|Float\\d+|Decimal.*")
        || switch (type) {
          case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE" -> true;
          case "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT" -> true;
          default -> false;
        };
  }

  boolean isTime() {
    return type.startsWith("TIMESTAMP") || type.equals("DATE") || bare().startsWith("Date");
  }

  /** A type of ClickHouse without what it is wrapped in. */
  private String bare() {
    return type.replaceFirst("^(LowCardinality\\()?(Nullable\\()?", "").replaceFirst("\\)+$", "");
  }

  /** How it is written in a statement. */
  String written() {
    return quoted(name);
  }

  /** A name as SQL takes it, in quotes where it needs them. */
  static String quoted(String name) {
    boolean simple =
        name.matches("[a-z_][a-z0-9_]*")
            && !SqlLexer.KEYWORDS.contains(name.toUpperCase(java.util.Locale.ROOT));
    return simple ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
