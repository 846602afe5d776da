package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Search;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Pieces of ClickHouse's SQL. Text from outside becomes literals, never SQL. */
final class Sql {
  private Sql() {}

  /** A string literal, in which a backslash escapes (ClickHouse, "String literals"). */
  static String literal(String text) {
    StringBuilder sql = new StringBuilder(text.length() + 2).append('\'');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\', '\'' -> sql.append('\\').append(c);
        case '\0' -> sql.append("\\0");
        case '\n' -> sql.append("\\n");
        default -> sql.append(c);
      }
    }
    return sql.append('\'').toString();
  }

  /** A name of a table or column. */
  static String name(String name) {
    return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  static String names(Collection<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** A 64-bit integer; the type is said, since literals take the smallest that fits. */
  static String number(long value) {
    return "toInt64('" + value + "')";
  }

  static String number(OptionalDouble number) {
    return number.isEmpty() ? "NULL" : "toFloat64('" + number.getAsDouble() + "')";
  }

  static String symbol(Search.Op op) {
    return switch (op) {
      case GT -> ">";
      case GE -> ">=";
      case LT -> "<";
      case LE -> "<=";
      case EQ, EXISTS -> "=";
    };
  }

  /** A comparison of text with a value of a search, in which a star stands for any text. */
  static String equal(String expression, String value) {
    if (value.indexOf('*') < 0) {
      return equalExactly(expression, value);
    }
    String pattern =
        plain(
            value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace('*', '%'));
    return "lowerUTF8(" + expression + ") LIKE " + lowered(pattern);
  }

  /** Whether a star stands for any text in what a field is to be equal to. */
  static boolean isPattern(Search.Field field) {
    return field.op() == Search.Op.EQ && field.value().indexOf('*') >= 0;
  }

  /** A text in lower case; of other letters than ASCII's ClickHouse has a way of its own. */
  static String lowered(String text) {
    return text.chars().allMatch(c -> c < 0x80)
        ? literal(text.toLowerCase(Locale.ROOT))
        : "lowerUTF8(" + literal(text) + ")";
  }

  /** The same without wildcards; case is ignored. */
  static String equalExactly(String expression, String value) {
    return "lowerUTF8(" + expression + ") = " + lowered(plain(value));
  }

  /** Whether a regular expression is found in a text; RE2's own dot is any character. */
  static String match(String expression, String pattern) {
    return "match(" + expression + ", " + literal("(?s)" + pattern) + ")";
  }

  /** A value of a search without wildcards. */
  static String plain(String value) {
    return value.replace(Search.LITERAL_STAR, "*");
  }

  /** Whether a text occurs in another, case aside. */
  static String contains(String expression, String text) {
    return "position(lowerUTF8(" + expression + "), " + lowered(text) + ") > 0";
  }

  /** Nanoseconds since 1970 of a column of type DateTime or DateTime64. */
  static String nanos(String column) {
    return "toUnixTimestamp64Nano(toDateTime64(" + column + ", 9, 'UTC'))";
  }

  /** A point in time that a column of type DateTime64 can be compared with. */
  static String time(long unixNano) {
    return "fromUnixTimestamp64Nano(" + number(unixNano) + ", 'UTC')";
  }

  /** The code of a text among some names, 0 for any other. */
  static String code(String expression, Collection<String> names) {
    String texts = names.stream().map(Sql::literal).collect(Collectors.joining(", ", "[", "]"));
    return "toInt64(greatest(indexOf(" + texts + ", lower(" + expression + ")), 1) - 1)";
  }
}
