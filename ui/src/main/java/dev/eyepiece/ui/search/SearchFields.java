package dev.eyepiece.ui.search;

import dev.eyepiece.store.Severity;
import dev.eyepiece.store.SpanEnums;
import dev.eyepiece.telemetry.Signal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields that the records of a signal have, by the names of the search language. */
final class SearchFields {
  private static final String TEXT = "text";
  private static final String NUMBER = "number";
  private static final String ID = "id";
  private static final String TIME = "-15m, now-1h, a date";

  private static final Map<Signal, Map<String, String>> TYPES = types();

  /** Other names that the language takes, and names that people know from elsewhere. */
  private static final Map<String, String> ALSO =
      Map.ofEntries(
          Map.entry("service.name", "service"),
          Map.entry("resource.service.name", "service"),
          Map.entry("operation", "name"),
          Map.entry("op", "name"),
          Map.entry("span.name", "name"),
          Map.entry("status.code", "status"),
          Map.entry("statuscode", "status"),
          Map.entry("span.kind", "kind"),
          Map.entry("traceid", "trace"),
          Map.entry("trace_id", "trace"),
          Map.entry("spanid", "span"),
          Map.entry("span_id", "span"),
          Map.entry("parentspanid", "parent"),
          Map.entry("parent_span_id", "parent"),
          Map.entry("scope.name", "scope"),
          Map.entry("otel.scope.name", "scope"),
          Map.entry("status.message", "statusMessage"),
          Map.entry("status_message", "statusMessage"),
          Map.entry("statusmessage", "statusMessage"),
          Map.entry("event.name", "event"),
          Map.entry("level", "severity"),
          Map.entry("severity_text", "severityText"),
          Map.entry("severitytext", "severityText"),
          Map.entry("message", "body"),
          Map.entry("metric", "name"),
          Map.entry("metric.name", "name"),
          Map.entry("timestamp", "time"),
          Map.entry("frame", "function"));

  /** Names that the language does not take, and what is meant by them. */
  private static final Map<String, String> MEANT =
      Map.of(
          "latency", "duration",
          "took", "duration",
          "error", "status",
          "svc", "service",
          "app", "service",
          "method", "http.request.method",
          "route", "http.route",
          "url", "url.full");

  private SearchFields() {}

  private static Map<Signal, Map<String, String>> types() {
    Map<Signal, Map<String, String>> types = new EnumMap<>(Signal.class);
    types.put(
        Signal.TRACES,
        fields(
            "service", TEXT,
            "name", TEXT,
            "status", String.join(" ", SpanEnums.STATUS),
            "duration", "time",
            "kind", "server client ...",
            "trace", ID,
            "span", ID,
            "parent", ID,
            "scope", TEXT,
            "event", TEXT,
            "statusMessage", TEXT,
            "links", NUMBER,
            "time", TIME,
            "start", TIME,
            "end", TIME));
    types.put(
        Signal.LOGS,
        fields(
            "service", TEXT,
            "severity", "error warn info ...",
            "body", TEXT,
            "event", TEXT,
            "severityText", TEXT,
            "trace", ID,
            "span", ID,
            "scope", TEXT,
            "time", TIME));
    types.put(
        Signal.METRICS,
        fields(
            "service", TEXT,
            "name", TEXT,
            "unit", TEXT,
            "type", TEXT,
            "value", NUMBER,
            "count", NUMBER,
            "sum", NUMBER,
            "temporality", TEXT,
            "scope", TEXT,
            "monotonic", TEXT,
            "exemplars", NUMBER,
            "time", TIME,
            "start", TIME));
    types.put(
        Signal.PROFILES,
        fields(
            "service", TEXT,
            "type", TEXT,
            "function", TEXT,
            "value", NUMBER,
            "unit", TEXT,
            "trace", ID,
            "span", ID,
            "profile", ID,
            "scope", TEXT,
            "time", TIME));
    return types;
  }

  private static Map<String, String> fields(String... pairs) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i], pairs[i + 1]);
    }
    return fields;
  }

  /** Types by name, in the order in which they are offered. */
  static Map<String, String> of(Signal signal) {
    return TYPES.getOrDefault(signal, Map.of());
  }

  /** Whether the language knows the key, for any signal, without looking at the data. */
  static boolean isField(String key) {
    return ALSO.containsKey(key.toLowerCase(Locale.ROOT)) || !named(key).isEmpty();
  }

  /** The field of that name in any case, empty when there is none. */
  private static String named(String key) {
    return TYPES.values().stream()
        .flatMap(fields -> fields.keySet().stream())
        .filter(name -> name.equalsIgnoreCase(key))
        .findFirst()
        .orElse("");
  }

  /** The first name of a field, or the key itself. */
  static String canonical(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    String name = named(key);
    return name.isEmpty() ? ALSO.getOrDefault(lower, key) : name;
  }

  /** Values that are all there are, empty when the data decides. */
  static List<String> values(String key) {
    return switch (canonical(key)) {
      case "status" -> SpanEnums.STATUS;
      case "kind" -> SpanEnums.KIND;
      case "severity" -> Severity.NAMES;
      default -> List.of();
    };
  }

  /** What is meant by a name that the language does not take, empty when nobody knows. */
  static String meant(String key) {
    return MEANT.getOrDefault(key.toLowerCase(Locale.ROOT), "");
  }
}
