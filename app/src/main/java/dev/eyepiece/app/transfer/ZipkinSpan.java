package dev.eyepiece.app.transfer;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One span as Zipkin's second form of JSON has it, by the mapping of OpenTelemetry's specification
 * ("OpenTelemetry to Zipkin"): values are text, times microseconds, attributes of the resource are
 * tags of each of its spans, links are not there.
 */
final class ZipkinSpan {
  static final String ERROR = "error";

  private static final Utf8 SERVICE_NAME = Utf8.of("service.name");
  private static final int ERROR_CODE = 2;

  /** By the number of the kind; the first two have no word. */
  static final List<String> KINDS = List.of("", "", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");

  private ZipkinSpan() {}

  static Map<String, @Nullable Object> write(SpanRecord held) {
    Span span = held.span();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("traceId", span.traceId().toString());
    if (span.parentSpanId() != 0) {
      json.put("parentId", TraceId.spanIdText(span.parentSpanId()));
    }
    json.put("id", TraceId.spanIdText(span.spanId()));
    if (span.kind() >= 2 && span.kind() < KINDS.size()) {
      json.put("kind", KINDS.get(span.kind()));
    }
    json.put("name", span.name().toString());
    json.put("timestamp", Long.divideUnsigned(span.startUnixNano(), 1_000));
    // Nothing means "not known" there, so that the shortest duration is one.
    json.put("duration", Math.max(1, Math.max(0, span.durationNano()) / 1_000));
    json.put("localEndpoint", endpoint(held.resource()));
    Map<String, @Nullable Object> remote = remote(span.attributes());
    if (!remote.isEmpty()) {
      json.put("remoteEndpoint", remote);
    }
    List<@Nullable Object> annotations = new ArrayList<>();
    span.events().forEach(event -> annotations.add(annotation(event)));
    if (!annotations.isEmpty()) {
      json.put("annotations", annotations);
    }
    json.put("tags", tags(held));
    return json;
  }

  private static Map<String, @Nullable Object> endpoint(Resource resource) {
    Utf8 service = resource.serviceName();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("serviceName", service == null ? "" : service.toString());
    return json;
  }

  private static Map<String, @Nullable Object> remote(Attributes attributes) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    if (attributes.get("peer.service") instanceof AnyValue.Text(Utf8 name)) {
      json.put("serviceName", name.toString());
    }
    if (attributes.get("network.peer.address") instanceof AnyValue.Text(Utf8 address)) {
      String text = address.toString();
      if (text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
        json.put("ipv4", text);
      } else if (text.matches("[0-9a-fA-F:.]{2,45}") && text.indexOf(':') >= 0) {
        json.put("ipv6", text);
      }
    }
    if (attributes.get("network.peer.port") instanceof AnyValue.Int(long port)
        && port > 0
        && port < 1 << 16) {
      json.put("port", port);
    }
    return json;
  }

  private static Map<String, @Nullable Object> annotation(SpanEvent event) {
    String name = event.name().toString();
    String value =
        event.attributes().isEmpty()
            ? name
            : JsonText.write(name)
                + ": "
                + JsonText.write(JaegerTags.plain(new AnyValue.KeyValues(event.attributes())));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("timestamp", Long.divideUnsigned(event.timeUnixNano(), 1_000));
    json.put("value", value);
    return json;
  }

  private static Map<String, @Nullable Object> tags(SpanRecord held) {
    Span span = held.span();
    Map<String, @Nullable Object> tags = new LinkedHashMap<>();
    add(held.resource().attributes(), tags);
    tags.remove(SERVICE_NAME.toString());
    // What the span says goes before what its resource says.
    add(span.attributes(), tags);
    put(tags, JaegerSpan.SCOPE_NAME, held.scope().name());
    put(tags, JaegerSpan.SCOPE_VERSION, held.scope().version());
    put(tags, JaegerSpan.TRACE_STATE, span.traceState());
    if (span.statusCode() == 1 || span.statusCode() == ERROR_CODE) {
      tags.put(JaegerSpan.STATUS, span.statusCode() == 1 ? "OK" : "ERROR");
    }
    if (span.statusCode() == ERROR_CODE) {
      tags.put(ERROR, span.statusMessage().toString());
    }
    return tags;
  }

  private static void put(Map<String, @Nullable Object> tags, String key, Utf8 value) {
    String text = value.toString();
    if (!text.isEmpty()) {
      tags.put(key, text);
    }
  }

  private static void add(Attributes attributes, Map<String, @Nullable Object> tags) {
    for (int i = 0; i < attributes.size(); i++) {
      Object value = JaegerTags.plain(attributes.value(i));
      tags.put(
          attributes.key(i).toString(),
          value instanceof String text ? text : value == null ? "" : JsonText.write(value));
    }
  }

  /** The kind's number; 1, internal, when there is no word. */
  static int kind(String word) {
    int kind = KINDS.indexOf(word.toUpperCase(Locale.ROOT));
    return kind < 2 ? 1 : kind;
  }
}
