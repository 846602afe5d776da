package dev.eyepiece.app.transfer;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanLink;
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
 * One span as Jaeger has it. What Jaeger has no field for becomes a tag, with the names that
 * OpenTelemetry gives for exporters that are not OTLP (specification, "Mapping to non-OTLP
 * formats").
 */
final class JaegerSpan {
  static final String KIND = "span.kind";
  static final String STATUS = "otel.status_code";
  static final String STATUS_TEXT = "otel.status_description";
  static final String SCOPE_NAME = "otel.scope.name";
  static final String SCOPE_VERSION = "otel.scope.version";
  static final String TRACE_STATE = "w3c.tracestate";

  /** By the number of the kind; the first two have none in Jaeger or need no word. */
  static final List<String> KINDS =
      List.of("", "internal", "server", "client", "producer", "consumer");

  private static final Utf8 SERVICE_NAME = Utf8.of("service.name");

  private JaegerSpan() {}

  static Map<String, @Nullable Object> write(SpanRecord held, String process) {
    Span span = held.span();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("traceID", span.traceId().toString());
    json.put("spanID", TraceId.spanIdText(span.spanId()));
    json.put("flags", span.flags() & 0xff);
    json.put("operationName", span.name().toString());
    json.put("references", references(span));
    json.put("startTime", Long.divideUnsigned(span.startUnixNano(), 1_000));
    json.put("duration", Math.max(0, span.durationNano()) / 1_000);
    json.put("tags", tags(span, held.scope()));
    json.put("logs", span.events().stream().map(JaegerSpan::log).toList());
    json.put("processID", process);
    json.put("warnings", null);
    return json;
  }

  static Map<String, @Nullable Object> process(Resource resource) {
    Attributes others = new Attributes();
    Attributes all = resource.attributes();
    for (int i = 0; i < all.size(); i++) {
      if (!all.key(i).equals(SERVICE_NAME)) {
        others.add(all.key(i), all.value(i));
      }
    }
    Utf8 service = resource.serviceName();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("serviceName", service == null ? "" : service.toString());
    json.put("tags", JaegerTags.of(others).list());
    return json;
  }

  private static List<@Nullable Object> references(Span span) {
    List<@Nullable Object> references = new ArrayList<>();
    if (span.parentSpanId() != 0) {
      references.add(reference("CHILD_OF", span.traceId(), span.parentSpanId()));
    }
    for (SpanLink link : span.links()) {
      TraceId trace = new TraceId(link.traceIdHigh(), link.traceIdLow());
      references.add(reference("FOLLOWS_FROM", trace, link.spanId()));
    }
    return references;
  }

  private static Map<String, @Nullable Object> reference(String type, TraceId trace, long span) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("refType", type);
    json.put("traceID", trace.toString());
    json.put("spanID", TraceId.spanIdText(span));
    return json;
  }

  private static List<@Nullable Object> tags(Span span, Scope scope) {
    JaegerTags tags = JaegerTags.of(span.attributes());
    if (span.kind() > 0 && span.kind() < KINDS.size()) {
      tags.text(KIND, KINDS.get(span.kind()));
    }
    if (span.statusCode() == 1 || span.statusCode() == 2) {
      tags.text(STATUS, span.statusCode() == 1 ? "OK" : "ERROR");
    }
    if (span.statusCode() == 2) {
      tags.tag("error", "bool", true);
    }
    tags.text(STATUS_TEXT, span.statusMessage().toString());
    tags.text(SCOPE_NAME, scope.name().toString());
    tags.text(SCOPE_VERSION, scope.version().toString());
    tags.text(TRACE_STATE, span.traceState().toString());
    return tags.list();
  }

  private static Map<String, @Nullable Object> log(SpanEvent event) {
    JaegerTags fields = JaegerTags.of(event.attributes());
    fields.text("event", event.name().toString());
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("timestamp", Long.divideUnsigned(event.timeUnixNano(), 1_000));
    json.put("fields", fields.list());
    return json;
  }

  /** The kind's number; 0 when Jaeger's word is none of these. */
  static int kind(String word) {
    return Math.max(0, KINDS.indexOf(word.toLowerCase(Locale.ROOT)));
  }
}
