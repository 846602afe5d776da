package dev.eyepiece.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields that the records of a signal have for searches, beside their attributes. */
interface SearchFields {

  /** The condition of a field that is more than a text, null for any other. */
  @Nullable String condition(Search.Field field, Asks asks);

  /** SQL of the text of a field, in lower case; null for a key that is no field of the signal. */
  @Nullable String text(String key, Asks asks);

  /** The condition of a regular expression over a field that is no single text, null for others. */
  default @Nullable String match(String key, String pattern, Asks asks) {
    return null;
  }

  /** The column of a time other than the one that records lie at, null where there is none. */
  default @Nullable String time(Search.Clock clock) {
    return null;
  }

  /** The columns that are searched for words, attributes aside. */
  List<String> words();

  static SearchFields of(SignalTable table) {
    return switch (table) {
      case SPANS -> SpanFields.INSTANCE;
      case LOGS -> LogFields.INSTANCE;
      case POINTS -> PointFields.INSTANCE;
      case SAMPLES -> SampleFields.INSTANCE;
    };
  }

  /** The column that a text of a field is, empty ones aside; null when it is more than that. */
  static @Nullable String column(SignalTable table, String text) {
    String bare = text.replaceFirst("^nullif\\((\\w+), ''\\)$", "$1");
    SignalTable.Column column = new SignalTable.Column(bare, SignalTable.Type.TEXT);
    return table.fixed().contains(column) ? bare : null;
  }

  /** Trace and span ids, which spans, log records and samples have. */
  static @Nullable String id(Search.Field field, String key) {
    return switch (key) {
      case "trace", "traceid", "trace_id" -> SearchSql.hex(field, "trace_hi", "trace_lo");
      case "span", "spanid", "span_id" -> SearchSql.hex(field, "span_id");
      default -> null;
    };
  }

  /** Ids as text, for regular expressions. */
  static @Nullable String idMatch(String key, String pattern) {
    return switch (key) {
      case "trace", "traceid", "trace_id" ->
          "(trace_hi <> 0 OR trace_lo <> 0) AND "
              + SearchSql.match(digits("trace_hi", "trace_lo"), pattern);
      case "span", "spanid", "span_id" -> idMatches("span_id", pattern);
      default -> null;
    };
  }

  /** The id of a span as text; zero is no id. */
  static String idMatches(String column, String pattern) {
    return column + " <> 0 AND " + SearchSql.match(digits(column), pattern);
  }

  /** Sixteen digits of each number, which are unsigned. */
  static String digits(String... columns) {
    return Arrays.stream(columns)
        .map(column -> "lpad(lower(to_hex(" + column + ")), 16, '0')")
        .collect(Collectors.joining(" || "));
  }

  /** Service and scope, which all signals have. */
  static @Nullable String common(String key, Asks asks) {
    return switch (key) {
      case "service", "service.name", "resource.service.name" -> "service";
      case "scope", "scope.name", "otel.scope.name" -> asks.name(new Asks.ScopeName());
      default -> null;
    };
  }
}
