package dev.eyepiece.app.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as a query prints them, turned into OTLP JSON. */
final class Otlp {
  private static final List<String> KINDS = List.of("", "INTERNAL", "SERVER", "CLIENT");
  private static final List<String> STATUSES = List.of("UNSET", "OK", "ERROR");
  private static final List<String> TEMPORALITIES = List.of("", "DELTA", "CUMULATIVE");

  private Otlp() {}

  static List<Map<String, @Nullable Object>> keyValues(@Nullable Object attributes) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    if (attributes instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("key", key);
        one.put("value", anyValue(value));
        list.add(one);
      });
    }
    return list;
  }

  private static Map<String, @Nullable Object> anyValue(@Nullable Object value) {
    Map<String, @Nullable Object> any = new LinkedHashMap<>();
    switch (value) {
      case Long number -> any.put("intValue", number.toString());
      case Double number -> any.put("doubleValue", number);
      case Boolean bool -> any.put("boolValue", bool);
      case null, default -> any.put("stringValue", String.valueOf(value));
    }
    return any;
  }

  static Map<String, @Nullable Object> span(Map<String, @Nullable Object> record) {
    Map<String, @Nullable Object> span = new LinkedHashMap<>(record);
    long start = Long.parseLong(String.valueOf(span.get("startTimeUnixNano")));
    long duration = Long.parseLong(String.valueOf(span.remove("durationNano")));
    span.put("endTimeUnixNano", Long.toString(start + duration));
    span.put("kind", (long) KINDS.indexOf(String.valueOf(span.get("kind"))));
    span.put("status", Map.of("code", (long) STATUSES.indexOf(String.valueOf(span.get("status")))));
    span.put("attributes", keyValues(span.get("attributes")));
    return span;
  }

  static Map<String, @Nullable Object> log(Map<String, @Nullable Object> record) {
    Map<String, @Nullable Object> log = new LinkedHashMap<>(record);
    log.put("body", anyValue(log.get("body")));
    log.put("attributes", keyValues(log.get("attributes")));
    return log;
  }

  /** A metric of one point. */
  static Map<String, @Nullable Object> metric(Map<String, @Nullable Object> record) {
    Map<String, @Nullable Object> point = new LinkedHashMap<>(record);
    Map<String, @Nullable Object> metric = new LinkedHashMap<>();
    metric.put("name", point.remove("name"));
    metric.put("unit", point.remove("unit"));
    String type = String.valueOf(point.remove("type"));
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    int temporality = TEMPORALITIES.indexOf(String.valueOf(point.remove("temporality")));
    if (temporality > 0) {
      data.put("aggregationTemporality", (long) temporality);
    }
    if (Boolean.TRUE.equals(point.remove("monotonic"))) {
      data.put("isMonotonic", true);
    }
    number(point);
    point.put("attributes", keyValues(point.get("attributes")));
    if (point.get("exemplars") instanceof List<?> exemplars) {
      point.put("exemplars", exemplars.stream().map(Otlp::exemplar).toList());
    }
    data.put("dataPoints", List.of(point));
    metric.put(type, data);
    return metric;
  }

  private static void number(Map<String, @Nullable Object> point) {
    switch (point.remove("value")) {
      case Long number -> point.put("asInt", number.toString());
      case Double number -> point.put("asDouble", number);
      case null, default -> {}
    }
  }

  private static Map<String, @Nullable Object> exemplar(Object record) {
    Map<String, @Nullable Object> exemplar = new LinkedHashMap<>();
    if (record instanceof Map<?, ?> map) {
      map.forEach((key, value) -> exemplar.put(String.valueOf(key), value));
    }
    number(exemplar);
    exemplar.put("filteredAttributes", keyValues(exemplar.get("filteredAttributes")));
    return exemplar;
  }

  /** One profile with its dictionary. */
  static Map<String, @Nullable Object> profiles(
      String id,
      String time,
      List<Map<String, @Nullable Object>> records,
      Map<String, @Nullable Object> resource) {
    List<String> strings = new ArrayList<>(List.of("", "cpu", "nanoseconds", "thread.name"));
    List<Object> functions = new ArrayList<>(List.of(Map.of()));
    List<Object> locations = new ArrayList<>(List.of(Map.of()));
    List<Object> stacks = new ArrayList<>(List.of(Map.of()));
    List<Object> links = new ArrayList<>(List.of(Map.of()));
    List<Object> attributes = new ArrayList<>(List.of(Map.of()));
    List<Object> samples = new ArrayList<>();
    for (Map<String, @Nullable Object> record : records) {
      List<Long> stack = new ArrayList<>();
      if (record.get("stack") instanceof List<?> names) {
        for (Object name : names) {
          strings.add(String.valueOf(name));
          functions.add(Map.of("nameStrindex", (long) strings.size() - 1));
          locations.add(
              Map.of("lines", List.of(Map.of("functionIndex", (long) functions.size() - 1))));
          stack.add((long) locations.size() - 1);
        }
      }
      stacks.add(Map.of("locationIndices", stack));
      Map<String, @Nullable Object> link = new LinkedHashMap<>();
      link.put("traceId", record.get("traceId"));
      link.put("spanId", record.get("spanId"));
      links.add(link);
      keyValues(record.get("attributes"))
          .forEach(one -> {
            Map<String, @Nullable Object> attribute = new LinkedHashMap<>();
            attribute.put("keyStrindex", 3L);
            attribute.put("value", one.get("value"));
            attributes.add(attribute);
          });
      samples.add(
          Map.of(
              "stackIndex",
              (long) stacks.size() - 1,
              "linkIndex",
              (long) links.size() - 1,
              "attributeIndices",
              List.of((long) attributes.size() - 1),
              "values",
              List.of(String.valueOf(record.get("value")))));
    }
    Map<String, @Nullable Object> profile = new LinkedHashMap<>();
    profile.put("profileId", id);
    profile.put("timeUnixNano", time);
    profile.put("sampleType", Map.of("typeStrindex", 1L, "unitStrindex", 2L));
    profile.put("samples", samples);
    Map<String, @Nullable Object> dictionary = new LinkedHashMap<>();
    dictionary.put("stringTable", strings);
    dictionary.put("mappingTable", List.of(Map.of()));
    dictionary.put("functionTable", functions);
    dictionary.put("locationTable", locations);
    dictionary.put("stackTable", stacks);
    dictionary.put("linkTable", links);
    dictionary.put("attributeTable", attributes);
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put(
        "resourceProfiles",
        List.of(
            Map.of(
                "resource",
                resource,
                "scopeProfiles",
                List.of(
                    Map.of("scope", Map.of("name", "generated"), "profiles", List.of(profile))))));
    request.put("dictionary", dictionary);
    return request;
  }
}
