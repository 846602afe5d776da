package dev.eyepiece.store;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a search into a condition over {@link Relation#spans}. Text becomes literals, never SQL.
 * For one statement.
 */
final class SearchSql {
  private final Asks asks;

  private SearchSql(Asks asks) {
    this.asks = asks;
  }

  /** The condition; what it asks of spans goes to the asks of the statement. */
  static String where(Search search, TimeRange range, Asks asks) {
    StringBuilder sql = new StringBuilder(new SearchSql(asks).condition(search));
    if (range.fromUnixNano() != Long.MIN_VALUE) {
      sql.append(" AND start_ns >= ").append(range.fromUnixNano());
    }
    if (range.toUnixNano() != Long.MAX_VALUE) {
      sql.append(" AND start_ns < ").append(range.toUnixNano());
    }
    return sql.toString();
  }

  private String condition(Search search) {
    return switch (search) {
      case Search.All all -> "TRUE";
      case Search.And and -> joined(and.parts(), " AND ");
      case Search.Or or -> joined(or.parts(), " OR ");
      case Search.Not not -> "NOT " + condition(not.part());
      case Search.Word word -> asks.name(new Asks.Word(word.text().toLowerCase(Locale.ROOT)));
      case Search.Field field -> "coalesce(" + field(field) + ", FALSE)";
    };
  }

  private String joined(List<Search> parts, String with) {
    return parts.stream().map(this::condition).collect(Collectors.joining(with, "(", ")"));
  }

  private String field(Search.Field field) {
    return switch (field.key().toLowerCase(Locale.ROOT)) {
      case "duration" -> duration(field);
      case "status", "status.code", "statuscode" -> named(field, "status", SpanEnums.STATUS);
      case "kind", "span.kind" -> named(field, "kind", SpanEnums.KIND);
      case "links" -> count(field, "link_count");
      case "trace", "traceid", "trace_id" -> hex(field, "trace_hi", "trace_lo");
      case "span", "spanid", "span_id" -> hex(field, "span_id");
      case "parent", "parentspanid", "parent_span_id" -> hex(field, "parent_id");
      default -> value(field);
    };
  }

  /** The text that a field has in a span, NULL when it has none. */
  static String expression(String key, Asks asks) {
    String fixed = fixed(key, asks);
    return fixed != null ? fixed : asks.name(new Asks.Text(bare(key), from(key)));
  }

  private static @Nullable String fixed(String key, Asks asks) {
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "service", "service.name", "resource.service.name" -> "service";
      case "name", "operation", "op", "span.name" -> "name";
      case "scope", "scope.name", "otel.scope.name" -> asks.name(new Asks.ScopeName());
      case "statusmessage", "status.message", "status_message" -> "nullif(status_message, '')";
      case "event", "event.name" -> "event_text";
      case "status", "status.code", "statuscode" -> SpanEnums.sqlCase("status", SpanEnums.STATUS);
      case "kind", "span.kind" -> SpanEnums.sqlCase("kind", SpanEnums.KIND);
      default -> null;
    };
  }

  private static Asks.From from(String key) {
    return key.startsWith("resource.")
        ? Asks.From.RESOURCE
        : key.startsWith("span.") ? Asks.From.SPAN : Asks.From.BOTH;
  }

  private static String bare(String key) {
    return switch (from(key)) {
      case RESOURCE -> key.substring("resource.".length());
      case SPAN -> key.substring("span.".length());
      case BOTH -> key;
    };
  }

  private String value(Search.Field field) {
    String fixed = fixed(field.key(), asks);
    boolean compares = field.op() != Search.Op.EXISTS && field.op() != Search.Op.EQ;
    if (fixed == null && compares) {
      return asks.name(new Asks.Numeric(bare(field.key()), from(field.key())))
          + " "
          + symbol(field.op())
          + " "
          + number(Quantity.parse(field.value()));
    }
    return value(field, expression(field.key(), asks));
  }

  private static String value(Search.Field field, String expression) {
    boolean events = expression.equals("event_text");
    return switch (field.op()) {
      case EXISTS -> expression + " IS NOT NULL";
      case EQ -> events ? eventNamed(field.value()) : equal(expression, field.value());
      default ->
          "try_cast("
              + expression
              + " AS DOUBLE) "
              + symbol(field.op())
              + " "
              + number(Quantity.parse(field.value()));
    };
  }

  private static String equal(String expression, String value) {
    if (value.indexOf('*') >= 0) {
      return "lower(" + expression + ") LIKE " + literal(like(value)) + " ESCAPE '!'";
    }
    return "lower(" + expression + ") = " + literal(plain(value).toLowerCase(Locale.ROOT));
  }

  /** Events are a list of lines, each starting with the event's name. */
  private static String eventNamed(String value) {
    return "list_contains(string_split(lower(event_text), chr(10)), "
        + literal(plain(value).toLowerCase(Locale.ROOT))
        + ")";
  }

  private static String like(String value) {
    return plain(
        value
            .toLowerCase(Locale.ROOT)
            .replace("!", "!!")
            .replace("%", "!%")
            .replace("_", "!_")
            .replace('*', '%'));
  }

  private static String plain(String value) {
    return value.replace(Search.LITERAL_STAR, "*");
  }

  private static String duration(Search.Field field) {
    if (field.op() == Search.Op.EXISTS) {
      return "TRUE";
    }
    OptionalDouble nanos = Quantity.parseDuration(field.value());
    return "(end_ns - start_ns) " + symbol(field.op()) + " " + number(nanos);
  }

  /** How many of something a span has; {@code *} asks for any. */
  private static String count(Search.Field field, String column) {
    return field.op() == Search.Op.EXISTS
        ? column + " > 0"
        : column + " " + symbol(field.op()) + " " + number(Quantity.parse(field.value()));
  }

  private static String symbol(Search.Op op) {
    return switch (op) {
      case GT -> ">";
      case GE -> ">=";
      case LT -> "<";
      case LE -> "<=";
      case EQ, EXISTS -> "=";
    };
  }

  private static String number(OptionalDouble number) {
    return number.isEmpty() ? "NULL" : "CAST('" + number.getAsDouble() + "' AS DOUBLE)";
  }

  private static String named(Search.Field field, String column, List<String> names) {
    if (field.op() == Search.Op.EXISTS) {
      return column + " <> 0";
    }
    int code = SpanEnums.code(names, field.value());
    return code < 0 ? "FALSE" : column + " " + symbol(field.op()) + " " + code;
  }

  private static String hex(Search.Field field, String... columns) {
    String digits = field.value().toLowerCase(Locale.ROOT);
    if (field.op() == Search.Op.EXISTS) {
      return columns[columns.length - 1] + " <> 0";
    }
    if (field.op() != Search.Op.EQ
        || digits.length() != columns.length * 16
        || !digits.matches("[0-9a-f]+")) {
      return "FALSE";
    }
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      long part = Long.parseUnsignedLong(digits.substring(i * 16, i * 16 + 16), 16);
      sql.append(i == 0 ? "" : " AND ").append(columns[i]).append(" = ").append(number(part));
    }
    return sql.toString();
  }

  /** The smallest long has no literal of its own. */
  static String number(long value) {
    return value == Long.MIN_VALUE ? "(-9223372036854775807 - 1)" : Long.toString(value);
  }

  static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
  }
}
