package dev.eyepiece.agent.query;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span as the one JSON object that the query command prints. */
public final class SpanLine {
  private static final List<String> KINDS =
      List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
  private static final List<String> STATUSES = List.of("UNSET", "OK", "ERROR");

  private SpanLine() {}

  public static String write(SpanRecord held) {
    Span span = held.span();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("traceId", span.traceId().toString());
    json.put("spanId", TraceId.spanIdText(span.spanId()));
    json.put("parentSpanId", JsonParts.spanId(span.parentSpanId()));
    json.put("service", JsonParts.text(held.resource().serviceName()));
    json.put("name", JsonParts.text(span.name()));
    json.put("kind", JsonParts.name(KINDS, span.kind()));
    json.put("startTimeUnixNano", Long.toString(span.startUnixNano()));
    json.put("durationNano", Long.toString(span.durationNano()));
    json.put("status", JsonParts.name(STATUSES, span.statusCode()));
    json.put("attributes", JsonParts.map(span.attributes()));
    json.put("resource", JsonParts.map(held.resource().attributes()));
    json.put("scope", JsonParts.scope(held.scope()));
    return JsonText.write(json);
  }
}
