package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanLink;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One span as an OTLP JSON request (OTLP specification, "JSON Protobuf Encoding"), which any
 * receiver of OTLP takes: ids hexadecimal, 64-bit numbers as text, enums as numbers.
 */
public final class OtlpSpanJson {
  private OtlpSpanJson() {}

  /** The request over lines. */
  public static String of(SpanRecord record) {
    String resource =
        object(
            field("resource", resource(record.resource())),
            field(
                "scopeSpans",
                "["
                    + object(
                        field("scope", scope(record.scope())),
                        field("spans", "[" + span(record.span()) + "]"),
                        text("schemaUrl", record.scope().schemaUrl().toString()))
                    + "]"),
            text("schemaUrl", record.resource().schemaUrl().toString()));
    String request = object(field("resourceSpans", "[" + resource + "]"));
    return JsonPretty.of(request).orElse(request);
  }

  private static String resource(Resource resource) {
    return object(
        attributes(resource.attributes()),
        count("droppedAttributesCount", resource.droppedAttributesCount()));
  }

  private static String scope(Scope scope) {
    return object(
        text("name", scope.name().toString()),
        text("version", scope.version().toString()),
        attributes(scope.attributes()),
        count("droppedAttributesCount", scope.droppedAttributesCount()));
  }

  private static String span(Span span) {
    return object(
        text("traceId", span.traceId().toString()),
        text("spanId", TraceId.spanIdText(span.spanId())),
        text("traceState", span.traceState().toString()),
        span.parentSpanId() == 0
            ? ""
            : text("parentSpanId", TraceId.spanIdText(span.parentSpanId())),
        count("flags", span.flags()),
        text("name", span.name().toString()),
        field("kind", Integer.toString(span.kind())),
        nanos("startTimeUnixNano", span.startUnixNano()),
        nanos("endTimeUnixNano", span.endUnixNano()),
        attributes(span.attributes()),
        count("droppedAttributesCount", span.droppedAttributesCount()),
        list("events", span.events().stream().map(OtlpSpanJson::event).toList()),
        count("droppedEventsCount", span.droppedEventsCount()),
        list("links", span.links().stream().map(OtlpSpanJson::link).toList()),
        count("droppedLinksCount", span.droppedLinksCount()),
        field(
            "status",
            object(
                text("message", span.statusMessage().toString()),
                field("code", Integer.toString(span.statusCode())))));
  }

  private static String event(SpanEvent event) {
    return object(
        nanos("timeUnixNano", event.timeUnixNano()),
        text("name", event.name().toString()),
        attributes(event.attributes()),
        count("droppedAttributesCount", event.droppedAttributesCount()));
  }

  private static String link(SpanLink link) {
    return object(
        text("traceId", new TraceId(link.traceIdHigh(), link.traceIdLow()).toString()),
        text("spanId", TraceId.spanIdText(link.spanId())),
        text("traceState", link.traceState().toString()),
        attributes(link.attributes()),
        count("droppedAttributesCount", link.droppedAttributesCount()),
        count("flags", link.flags()));
  }

  private static String attributes(Attributes attributes) {
    return list("attributes", keyValues(attributes));
  }

  private static List<String> keyValues(Attributes attributes) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      pairs.add(
          "{\"key\": "
              + JsonString.of(attributes.key(i).toString())
              + ", \"value\": "
              + value(attributes.value(i))
              + "}");
    }
    return pairs;
  }

  private static String value(AnyValue value) {
    return switch (value) {
      case AnyValue.Empty empty -> "{}";
      case AnyValue.Text text -> object(field("stringValue", string(text.value().toString())));
      case AnyValue.Bool bool -> object(field("boolValue", Boolean.toString(bool.value())));
      case AnyValue.Int number -> object(field("intValue", string(Long.toString(number.value()))));
      case AnyValue.Real real -> object(field("doubleValue", real(real.value())));
      case AnyValue.Bytes bytes ->
          object(field("bytesValue", string(Base64.getEncoder().encodeToString(bytes.value()))));
      case AnyValue.Array array ->
          object(
              field(
                  "arrayValue",
                  "{\"values\": ["
                      + String.join(", ", array.values().stream().map(OtlpSpanJson::value).toList())
                      + "]}"));
      case AnyValue.KeyValues map ->
          object(
              field(
                  "kvlistValue",
                  "{\"values\": [" + String.join(", ", keyValues(map.values())) + "]}"));
    };
  }

  /** What JSON has no number for is written as text. */
  private static String real(double value) {
    return Double.isFinite(value) ? Double.toString(value) : string(Double.toString(value));
  }

  private static String string(String text) {
    return JsonString.of(text);
  }

  private static String object(String... fields) {
    return "{"
        + String.join(", ", List.of(fields).stream().filter(f -> !f.isEmpty()).toList())
        + "}";
  }

  private static String field(String name, String json) {
    return '"' + name + "\": " + json;
  }

  private static String text(String name, String value) {
    return value.isEmpty() ? "" : field(name, string(value));
  }

  private static String nanos(String name, long value) {
    return field(name, string(Long.toUnsignedString(value)));
  }

  private static String count(String name, int value) {
    return value == 0 ? "" : field(name, Integer.toUnsignedString(value));
  }

  private static String list(String name, List<String> items) {
    return items.isEmpty() ? "" : field(name, "[" + String.join(", ", items) + "]");
  }
}
