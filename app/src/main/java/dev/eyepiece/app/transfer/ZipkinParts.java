package dev.eyepiece.app.transfer;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of Zipkin's spans as OpenTelemetry has them: the other way of {@link ZipkinSpan}. */
final class ZipkinParts {
  private static final Set<String> FIELDS =
      Set.of(
          JaegerSpan.STATUS,
          JaegerSpan.SCOPE_NAME,
          JaegerSpan.SCOPE_VERSION,
          JaegerSpan.TRACE_STATE);
  private static final String EVENT = "\": {";

  private ZipkinParts() {}

  static Resource resource(JaegerObject span) throws FileFormatException {
    Attributes attributes = new Attributes();
    String service = span.object("localEndpoint").text("serviceName", "");
    if (!service.isEmpty()) {
      attributes.add("service.name", service);
    }
    return new Resource(attributes, 0, List.of(), Utf8.EMPTY);
  }

  static Scope scope(JaegerObject span) throws FileFormatException {
    JaegerObject tags = span.object("tags");
    return Scope.empty()
        .withName(Utf8.of(text(tags, JaegerSpan.SCOPE_NAME)))
        .withVersion(Utf8.of(text(tags, JaegerSpan.SCOPE_VERSION)));
  }

  static Span span(JaegerObject json) throws FileFormatException {
    Span span = new Span();
    TraceId trace = JaegerParts.trace(json, "traceId");
    span.setTraceId(trace.high(), trace.low());
    span.setSpanId(Long.parseUnsignedLong(json.hex("id", 16), 16));
    span.setParentSpanId(Long.parseUnsignedLong(json.hex("parentId", 16), 16));
    span.setKind(ZipkinSpan.kind(json.text("kind", "")));
    span.setName(Utf8.of(json.text("name", "")));
    span.setStartUnixNano(JaegerParts.nanos(json, "timestamp"));
    span.setEndUnixNano(span.startUnixNano() + JaegerParts.nanos(json, "duration"));
    JaegerObject tags = json.object("tags");
    span.setTraceState(Utf8.of(text(tags, JaegerSpan.TRACE_STATE)));
    Attributes attributes = new Attributes();
    status(tags, span, attributes);
    endpoint(json.object("localEndpoint"), "network.local.", attributes);
    endpoint(json.object("remoteEndpoint"), "network.peer.", attributes);
    span.setAttributes(attributes);
    List<SpanEvent> events = new ArrayList<>();
    for (JaegerObject annotation : json.objects("annotations")) {
      events.add(event(annotation));
    }
    span.setEvents(events);
    return span;
  }

  private static String text(JaegerObject tags, String key) {
    Object value = tags.value(key);
    return value == null ? "" : value.toString();
  }

  /** The tag {@code error} is a status with its text, whoever wrote it; only "false" is none. */
  private static void status(JaegerObject tags, Span span, Attributes attributes) {
    String word = text(tags, JaegerSpan.STATUS);
    Object error = tags.value(ZipkinSpan.ERROR);
    boolean failed = word.equals("ERROR") || (error != null && !error.toString().equals("false"));
    if (failed) {
      span.setStatusCode(2);
      String text = error == null ? "" : error.toString();
      span.setStatusMessage(Utf8.of(text.equals("true") ? "" : text));
    } else if (word.equals("OK")) {
      span.setStatusCode(1);
    }
    for (String key : tags.keys()) {
      boolean field = FIELDS.contains(key) || (failed && key.equals(ZipkinSpan.ERROR));
      if (!field) {
        attributes.add(Utf8.of(key), AnyValue.Text.of(text(tags, key)));
      }
    }
  }

  /** What an endpoint says beyond the service's name, unless a tag says it. */
  private static void endpoint(JaegerObject endpoint, String prefix, Attributes attributes)
      throws FileFormatException {
    String address = endpoint.text("ipv4", endpoint.text("ipv6", ""));
    add(attributes, prefix + "address", address.isEmpty() ? null : AnyValue.Text.of(address));
    long port = endpoint.number("port");
    add(attributes, prefix + "port", port == 0 ? null : new AnyValue.Int(port));
    String service = endpoint.text("serviceName", "");
    if (prefix.equals("network.peer.") && !service.isEmpty()) {
      add(attributes, "peer.service", AnyValue.Text.of(service));
    }
  }

  private static void add(Attributes attributes, String key, @Nullable AnyValue value) {
    if (value != null && attributes.get(key) == null) {
      attributes.add(Utf8.of(key), value);
    }
  }

  /** A name, or a name with attributes as {@link ZipkinSpan} writes them. */
  private static SpanEvent event(JaegerObject annotation) throws FileFormatException {
    long time = JaegerParts.nanos(annotation, "timestamp");
    String value = annotation.text("value", "");
    int at = value.startsWith("\"") ? value.indexOf(EVENT, 1) : -1;
    if (at > 0) {
      try {
        if (JsonText.read(value.substring(0, at + 1)) instanceof String name) {
          Attributes attributes = new Attributes();
          Map<String, @Nullable Object> all = JsonText.readObject(value.substring(at + 3));
          all.forEach((key, one) -> attributes.add(Utf8.of(key), value(one)));
          return new SpanEvent(time, Utf8.of(name), attributes, 0);
        }
      } catch (IllegalArgumentException e) {
        // Somebody's own text that only begins like one.
        return new SpanEvent(time, Utf8.of(value), new Attributes(), 0);
      }
    }
    return new SpanEvent(time, Utf8.of(value), new Attributes(), 0);
  }

  private static AnyValue value(@Nullable Object value) {
    return switch (value) {
      case null -> AnyValue.Text.of("");
      case Boolean flag -> new AnyValue.Bool(flag);
      case Long number -> new AnyValue.Int(number);
      case Double number -> new AnyValue.Real(number);
      case String text -> AnyValue.Text.of(text);
      default -> AnyValue.Text.of(JsonText.write(value));
    };
  }
}
