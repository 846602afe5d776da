package dev.eyepiece.store;

import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the fields of a signal's searches are said over the table that users write SQL for. */
final class SqlWords {
  private static final String RESOURCE = "resource.";
  private static final String SPAN = "span.";

  private final SignalTable table;
  private final Set<String> keys;

  private SqlWords(SignalTable table, Set<String> keys) {
    this.table = table;
    this.keys = Set.copyOf(keys);
  }

  /**
   * Words for a table.
   *
   * @param columns all of the table's
   */
  static SqlWords of(Signal signal, Set<String> columns) throws StoreException {
    SignalTable table = SignalTable.of(signal);
    Set<String> keys = new HashSet<>(columns);
    // A field of the record may have the name of an attribute, which then has no column.
    keys.removeAll(ViewColumns.of(table, null).keySet());
    keys.removeAll(List.of("attributes", "resource"));
    return new SqlWords(table, keys);
  }

  SignalTable table() {
    return table;
  }

  /** The columns that a reader wants first. */
  String listed() {
    return switch (table) {
      case SPANS -> "start, service, name, kind, status, duration_ns, trace_id, span_id";
      case LOGS -> "time, severity, service, body, trace_id, span_id";
      case POINTS -> "time, service, name, type, unit, value, count, sum";
      case SAMPLES -> "time, service, type, unit, value, stack, trace_id";
    };
  }

  /** The columns that are searched for words. */
  List<String> searched() {
    return SearchFields.of(table).words();
  }

  boolean hasStack() {
    return table == SignalTable.SAMPLES;
  }

  /** The condition of a field that is more than a text, null for any other. */
  @Nullable String condition(Search.Field field) {
    String key = field.key().toLowerCase(Locale.ROOT);
    return switch (table) {
      case SPANS -> span(field, key);
      case LOGS -> log(field, key);
      case POINTS -> point(field, key);
      case SAMPLES -> sample(field, key);
    };
  }

  private static @Nullable String span(Search.Field field, String key) {
    return switch (key) {
      case "duration" ->
          field.op() == Search.Op.EXISTS
              ? "TRUE"
              : "duration_ns "
                  + SearchSql.symbol(field.op())
                  + " "
                  + SearchSql.number(Quantity.parseDuration(field.value()));
      case "status", "status.code", "statuscode" -> named(field, "status", SpanEnums.STATUS);
      case "kind", "span.kind" -> named(field, "kind", SpanEnums.KIND);
      case "links" -> SearchSql.count(field, "link_count");
      case "parent", "parentspanid", "parent_span_id" -> hex(field, "parent_span_id", 16);
      case "event", "event.name" ->
          field.op() == Search.Op.EQ ? SearchSql.eventNamed(field.value()) : null;
      default -> id(field, key);
    };
  }

  private static @Nullable String log(Search.Field field, String key) {
    return switch (key) {
      case "severity", "level", "severitynumber", "severity_number" ->
          SearchSql.isPattern(field) ? null : LogFields.severity(field, "severity_number");
      default -> id(field, key);
    };
  }

  private static @Nullable String point(Search.Field field, String key) {
    return switch (key) {
      case "value", "count", "sum" -> PointFields.number(field, key);
      case "exemplars" -> SearchSql.count(field, "exemplar_count");
      default -> null;
    };
  }

  private static @Nullable String sample(Search.Field field, String key) {
    return switch (key) {
      case "value" -> field.op() == Search.Op.EXISTS ? "TRUE" : PointFields.number(field, "value");
      case "profile", "profileid", "profile_id" -> hex(field, "profile_id", 32);
      case "function", "frame" ->
          field.op() == Search.Op.EXISTS
              ? "stack IS NOT NULL"
              : "len(list_filter(stack, lambda f: "
                  + SearchSql.like("lower(f)", SearchSql.plain(field.value()))
                  + ")) > 0";
      default -> id(field, key);
    };
  }

  private static @Nullable String id(Search.Field field, String key) {
    return switch (key) {
      case "trace", "traceid", "trace_id" -> hex(field, "trace_id", 32);
      case "span", "spanid", "span_id" -> hex(field, "span_id", 16);
      default -> null;
    };
  }

  /** Ids that are not there are NULL, those of spans, which always have one, are zeros. */
  private static String hex(Search.Field field, String column, int digits) {
    String wanted = field.value().toLowerCase(Locale.ROOT);
    if (field.op() == Search.Op.EXISTS) {
      return column + " <> '" + "0".repeat(digits) + "'";
    }
    if (SearchSql.isPattern(field)) {
      return SearchSql.like("nullif(" + column + ", '" + "0".repeat(digits) + "')", field.value());
    }
    boolean known = field.op() == Search.Op.EQ && wanted.matches("[0-9a-f]{" + digits + "}");
    return known ? column + " = '" + wanted + "'" : "FALSE";
  }

  private static @Nullable String named(Search.Field field, String column, List<String> names) {
    if (field.op() == Search.Op.EXISTS) {
      return column + " <> '" + names.getFirst() + "'";
    }
    if (SearchSql.isPattern(field)) {
      return null;
    }
    int code = SpanEnums.code(names, field.value());
    if (code < 0) {
      return "FALSE";
    }
    if (field.op() == Search.Op.EQ) {
      return column + " = '" + SpanEnums.name(names, code) + "'";
    }
    String known = "list_position(['" + String.join("', '", names) + "'], " + column + ") - 1";
    return "coalesce("
        + known
        + ", try_cast("
        + column
        + " AS INTEGER)) "
        + SearchSql.symbol(field.op())
        + " "
        + code;
  }

  /** The column of a time, NULL where the records of the signal have none. */
  String time(Search.Clock clock) {
    String column = clock == Search.Clock.TIME ? table.time() : SearchFields.of(table).time(clock);
    return column == null ? "NULL" : column.replace("at_ns", "time_ns");
  }

  /** The condition of a regular expression over an id or a field of several texts, else null. */
  @Nullable String match(String key, String pattern) {
    boolean ofSpan = table == SignalTable.SPANS;
    return switch (key) {
      case "trace", "traceid", "trace_id" -> idMatch("trace_id", 32, pattern);
      case "span", "spanid", "span_id" -> idMatch("span_id", 16, pattern);
      case "parent", "parentspanid", "parent_span_id" ->
          ofSpan ? idMatch("parent_span_id", 16, pattern) : null;
      case "event", "event.name" ->
          ofSpan ? SearchSql.anyMatch("event_text", "chr(10)", pattern) : null;
      case "profile", "profileid", "profile_id" ->
          table == SignalTable.SAMPLES ? idMatch("profile_id", 32, pattern) : null;
      case "function", "frame" ->
          table == SignalTable.SAMPLES ? SearchAsSql.anyOf("stack", pattern) : null;
      default -> null;
    };
  }

  private @Nullable String idMatch(String column, int digits, String pattern) {
    return table == SignalTable.POINTS
        ? null
        : SearchSql.match("nullif(" + column + ", '" + "0".repeat(digits) + "')", pattern);
  }

  /** SQL of the text of a field, in lower case; null for a key that is no field of the signal. */
  @Nullable String text(String key) {
    String own =
        switch (table) {
          case SPANS ->
              switch (key) {
                case "name", "operation", "op", "span.name" -> "name";
                case "statusmessage", "status.message", "status_message" ->
                    "nullif(status_message, '')";
                case "event", "event.name" -> "event_text";
                case "status", "status.code", "statuscode" -> "status";
                case "kind", "span.kind" -> "kind";
                default -> null;
              };
          case LOGS ->
              switch (key) {
                case "severity", "level" -> "severity";
                case "severitynumber", "severity_number" ->
                    "CAST(nullif(severity_number, 0) AS VARCHAR)";
                case "severitytext", "severity_text" -> "nullif(severity_text, '')";
                case "event", "event.name", "eventname", "event_name" -> "nullif(event_name, '')";
                case "body", "message" -> "body";
                default -> null;
              };
          case POINTS ->
              switch (key) {
                case "name", "metric", "metric.name" -> "name";
                case "unit", "type", "temporality", "monotonic" -> key;
                default -> null;
              };
          case SAMPLES -> key.equals("type") || key.equals("unit") ? key : null;
        };
    return own != null ? own : common(key);
  }

  private static @Nullable String common(String key) {
    return switch (key) {
      case "service", "service.name", "resource.service.name" -> "service";
      case "scope", "scope.name", "otel.scope.name" -> "scope";
      default -> null;
    };
  }

  /** The text of an attribute: the first that is there. */
  String attribute(String key) {
    return first(places(key));
  }

  /** The number that an attribute is or reads as. */
  String number(String key) {
    return "try_cast(" + attribute(key) + " AS DOUBLE)";
  }

  private static String first(List<String> all) {
    return all.size() == 1 ? all.getFirst() : "coalesce(" + String.join(", ", all) + ")";
  }

  /** An attribute of the record, then of its resource, by each name that it has or had. */
  private List<String> places(String key) {
    boolean ofResource = key.startsWith(RESOURCE);
    boolean ofRecord = key.startsWith(SPAN);
    String bare = key.substring(ofResource ? RESOURCE.length() : ofRecord ? SPAN.length() : 0);
    List<String> places = new ArrayList<>();
    for (String name : SearchAliases.of(bare)) {
      if (!ofResource) {
        places.add(ofRecord(name));
      }
      if (!ofRecord) {
        places.add(json("resource", name));
      }
    }
    return places;
  }

  private String ofRecord(String key) {
    return keys.contains(key) ? '"' + key.replace("\"", "\"\"") + '"' : json("attributes", key);
  }

  private static String json(String column, String key) {
    boolean simple = key.indexOf('"') < 0 && key.indexOf('\\') < 0;
    String path = simple ? "$.\"" + key + '"' : "/" + key.replace("~", "~0").replace("/", "~1");
    return "json_extract_string(" + column + ", " + SearchSql.literal(path) + ")";
  }
}
