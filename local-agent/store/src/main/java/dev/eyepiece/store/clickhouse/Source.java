package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Search;
import dev.eyepiece.store.TimeRange;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How one table answers for the fields of a signal. */
interface Source {

  Table table();

  /** SQL of the columns that all tables of a signal have in answers, by name. */
  Map<String, String> columns();

  /** The condition of a field that is more than a text, null for any other. */
  @Nullable String condition(Search.Field field);

  /** SQL of the text of a field, null for a key in lower case that is no field of the signal. */
  @Nullable String text(String key);

  /**
   * The condition of a test over a field that is an id or has several texts, null for any other.
   */
  @Nullable String tested(String key, UnaryOperator<String> test);

  /** SQL of a condition: whether any of the texts that are searched for words passes a test. */
  String anywhere(UnaryOperator<String> test);

  /** SQL of nanoseconds of a time other than the one records lie at, null where there is none. */
  default @Nullable String time(Search.Clock clock) {
    return null;
  }

  /** Columns of type Map with the attributes of a record, in the order in which a key is sought. */
  List<String> attributes();

  /**
   * The condition of a range, over columns by which the table is sorted; empty when it has none.
   */
  String within(TimeRange range);

  /** The range of a column of type DateTime64 or DateTime. */
  static String between(String column, boolean fine, TimeRange range) {
    StringBuilder sql = new StringBuilder();
    String at = fine ? Sql.name(column) : "toDateTime64(" + Sql.name(column) + ", 9, 'UTC')";
    if (range.fromUnixNano() != Long.MIN_VALUE) {
      sql.append(" AND ").append(at).append(" >= ").append(Sql.time(range.fromUnixNano()));
    }
    if (range.toUnixNano() != Long.MAX_VALUE) {
      sql.append(" AND ").append(at).append(" < ").append(Sql.time(range.toUnixNano()));
    }
    return sql.toString();
  }

  /** Service and scope, which all signals have. */
  static @Nullable String common(String key) {
    return switch (key) {
      case "service", "service.name", "resource.service.name" -> "ServiceName";
      case "scope", "scope.name", "otel.scope.name" -> "ScopeName";
      default -> null;
    };
  }

  /** Whether an id in hexadecimal digits is the one that is sought. */
  static String id(Search.Field field, String column, int digits) {
    String value = field.value().toLowerCase(java.util.Locale.ROOT);
    if (field.op() == Search.Op.EXISTS) {
      return column + " NOT IN ('', '" + "0".repeat(digits) + "')";
    }
    if (Sql.isPattern(field)) {
      return Sql.equal(idText(column, digits), field.value());
    }
    return field.op() == Search.Op.EQ && value.matches("[0-9a-f]{" + digits + "}")
        ? column + " = " + Sql.literal(value)
        : "0";
  }

  /** Trace and span ids, which spans, log records and samples have. */
  static @Nullable String ids(Search.Field field, String key) {
    return switch (key) {
      case "trace", "traceid", "trace_id" -> id(field, "TraceId", 32);
      case "span", "spanid", "span_id" -> id(field, "SpanId", 16);
      default -> null;
    };
  }

  /** An id in lower case as text, NULL for a record without one. */
  static String idText(String column, int digits) {
    return "if("
        + column
        + " IN ('', '"
        + "0".repeat(digits)
        + "'), NULL, toNullable(lower("
        + column
        + ")))";
  }

  /** Tests the ids of {@link #ids}. */
  static @Nullable String idTested(String key, UnaryOperator<String> test) {
    return switch (key) {
      case "trace", "traceid", "trace_id" -> test.apply(idText("TraceId", 32));
      case "span", "spanid", "span_id" -> test.apply(idText("SpanId", 16));
      default -> null;
    };
  }

  /** A comparison of a number; {@code *} asks for any. */
  static String number(Search.Field field, String expression, String exists) {
    return field.op() == Search.Op.EXISTS
        ? exists
        : expression
            + " "
            + Sql.symbol(field.op())
            + " "
            + Sql.number(dev.eyepiece.store.Quantity.parse(field.value()));
  }

  static String anyOf(String map, UnaryOperator<String> test) {
    return "arrayExists(v -> " + test.apply("v") + ", mapValues(" + map + "))";
  }
}
