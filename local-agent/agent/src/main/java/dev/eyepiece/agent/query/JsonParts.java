package dev.eyepiece.agent.query;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the JSON objects of all records have in common. Times are decimal texts, as in OTLP JSON.
 */
final class JsonParts {
  private static final TraceId NONE = new TraceId(0, 0);

  private JsonParts() {}

  static String text(@Nullable Object utf8) {
    return utf8 == null ? "" : utf8.toString();
  }

  static String name(List<String> names, int number) {
    return number >= 0 && number < names.size() ? names.get(number) : Integer.toString(number);
  }

  /** Empty for the id of no trace. */
  static String traceId(TraceId id) {
    return id.equals(NONE) ? "" : id.toString();
  }

  /** Empty for the id of no span. */
  static String spanId(long id) {
    return id == 0 ? "" : TraceId.spanIdText(id);
  }

  static String unsigned(long number) {
    return Long.toUnsignedString(number);
  }

  /** Puts service, resource and scope. */
  static void around(Map<String, @Nullable Object> json, Resource resource, Scope scope) {
    json.put("service", text(resource.serviceName()));
    json.put("resource", map(resource.attributes()));
    json.put("scope", scope(scope));
  }

  static Map<String, @Nullable Object> scope(Scope scope) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", text(scope.name()));
    json.put("version", text(scope.version()));
    return json;
  }

  static Map<String, @Nullable Object> map(Attributes attributes) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      map.put(attributes.key(i).toString(), value(attributes.value(i)));
    }
    return map;
  }

  static @Nullable Object value(AnyValue value) {
    return switch (value) {
      case AnyValue.Empty empty -> null;
      case AnyValue.Text text -> text.value().toString();
      case AnyValue.Bool bool -> bool.value();
      case AnyValue.Int number -> number.value();
      case AnyValue.Real number -> number.value();
      case AnyValue.Bytes bytes -> Base64.getEncoder().encodeToString(bytes.value());
      case AnyValue.Array array -> {
        List<@Nullable Object> list = new ArrayList<>();
        array.values().forEach(element -> list.add(value(element)));
        yield list;
      }
      case AnyValue.KeyValues values -> map(values.values());
    };
  }
}
