package dev.eyepiece.agent.query;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span as the one JSON object that the query command prints. */
final class SpanLine {
  private static final List<String> KINDS =
      List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
  private static final List<String> STATUSES = List.of("UNSET", "OK", "ERROR");

  private SpanLine() {}

  static String write(SpanRecord held) {
    Span span = held.span();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("traceId", span.traceId().toString());
    json.put("spanId", TraceId.spanIdText(span.spanId()));
    json.put(
        "parentSpanId", span.parentSpanId() == 0 ? "" : TraceId.spanIdText(span.parentSpanId()));
    json.put("service", text(held.resource().serviceName()));
    json.put("name", text(span.name()));
    json.put("kind", name(KINDS, span.kind()));
    json.put("startTimeUnixNano", Long.toString(span.startUnixNano()));
    json.put("durationNano", Long.toString(span.durationNano()));
    json.put("status", name(STATUSES, span.statusCode()));
    json.put("attributes", map(span.attributes()));
    json.put("resource", map(held.resource().attributes()));
    Map<String, @Nullable Object> scope = new LinkedHashMap<>();
    scope.put("name", text(held.scope().name()));
    scope.put("version", text(held.scope().version()));
    json.put("scope", scope);
    return JsonText.write(json);
  }

  private static String text(@Nullable Object utf8) {
    return utf8 == null ? "" : utf8.toString();
  }

  private static String name(List<String> names, int number) {
    return number >= 0 && number < names.size() ? names.get(number) : Integer.toString(number);
  }

  private static Map<String, @Nullable Object> map(Attributes attributes) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      map.put(attributes.key(i).toString(), value(attributes.value(i)));
    }
    return map;
  }

  private static @Nullable Object value(AnyValue value) {
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
