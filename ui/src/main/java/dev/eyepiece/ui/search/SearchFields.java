package dev.eyepiece.ui.search;

import dev.eyepiece.store.SpanEnums;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields that every span has, by the names of the search language. */
final class SearchFields {
  /** Types by name, in the order in which they are offered. */
  static final Map<String, String> TYPES = types();

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
          Map.entry("event.name", "event"));

  /** Names that the language does not take, and what is meant by them. */
  private static final Map<String, String> MEANT =
      Map.of(
          "latency", "duration",
          "took", "duration",
          "error", "status",
          "severity", "status",
          "svc", "service",
          "app", "service",
          "method", "http.request.method",
          "route", "http.route",
          "url", "url.full");

  private SearchFields() {}

  private static Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("service", "text");
    types.put("name", "text");
    types.put("status", String.join(" ", SpanEnums.STATUS));
    types.put("duration", "time");
    types.put("kind", "server client ...");
    types.put("trace", "id");
    types.put("span", "id");
    types.put("parent", "id");
    types.put("scope", "text");
    types.put("event", "text");
    types.put("statusMessage", "text");
    return types;
  }

  /** Whether the language knows the key without looking at the data. */
  static boolean isField(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return ALSO.containsKey(lower)
        || TYPES.keySet().stream().anyMatch(name -> name.equalsIgnoreCase(key));
  }

  /** The first name of a field, or the key itself. */
  static String canonical(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return TYPES.keySet().stream()
        .filter(name -> name.equalsIgnoreCase(key))
        .findFirst()
        .orElse(ALSO.getOrDefault(lower, key));
  }

  /** Values that are all there are, empty when the data decides. */
  static List<String> values(String key) {
    return switch (canonical(key)) {
      case "status" -> SpanEnums.STATUS;
      case "kind" -> SpanEnums.KIND;
      default -> List.of();
    };
  }

  /** What is meant by a name that the language does not take, empty when nobody knows. */
  static String meant(String key) {
    return MEANT.getOrDefault(key.toLowerCase(Locale.ROOT), "");
  }
}
