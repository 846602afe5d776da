package dev.eyepiece.app.transfer;

import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanLink;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of Jaeger's traces as OpenTelemetry has them: the other way of {@link JaegerSpan}. */
final class JaegerParts {
  private static final Set<String> FIELDS =
      Set.of(
          JaegerSpan.KIND,
          JaegerSpan.STATUS,
          JaegerSpan.STATUS_TEXT,
          JaegerSpan.SCOPE_NAME,
          JaegerSpan.SCOPE_VERSION,
          JaegerSpan.TRACE_STATE);
  private static final long NANOS = 1_000;

  /** As nanoseconds it has 64 bits without a sign, as OTLP's times do. */
  private static final long MOST_MICROS = Long.divideUnsigned(-1, NANOS);

  private JaegerParts() {}

  static Resource resource(JaegerObject process) throws FileFormatException {
    Attributes attributes = new Attributes();
    String service = process.text("serviceName", "");
    if (!service.isEmpty()) {
      attributes.add("service.name", service);
    }
    addTags(process.objects("tags"), Set.of(), attributes);
    return new Resource(attributes, 0, List.of(), Utf8.EMPTY);
  }

  static Scope scope(JaegerObject span) throws FileFormatException {
    return Scope.empty()
        .withName(Utf8.of(tag(span, JaegerSpan.SCOPE_NAME)))
        .withVersion(Utf8.of(tag(span, JaegerSpan.SCOPE_VERSION)));
  }

  static Span span(JaegerObject json) throws FileFormatException {
    Span span = new Span();
    TraceId trace = trace(json, "traceID");
    span.setTraceId(trace.high(), trace.low());
    span.setSpanId(Long.parseUnsignedLong(json.hex("spanID", 16), 16));
    span.setFlags((int) json.number("flags") & 0xff);
    span.setName(Utf8.of(json.text("operationName", "")));
    span.setStartUnixNano(nanos(json, "startTime"));
    span.setEndUnixNano(span.startUnixNano() + nanos(json, "duration"));
    references(json, span);
    Attributes attributes = new Attributes();
    addTags(json.objects("tags"), FIELDS, attributes);
    status(json, span, attributes);
    span.setKind(JaegerSpan.kind(tag(json, JaegerSpan.KIND)));
    span.setTraceState(Utf8.of(tag(json, JaegerSpan.TRACE_STATE)));
    span.setAttributes(attributes);
    List<SpanEvent> events = new ArrayList<>();
    for (JaegerObject log : json.objects("logs")) {
      events.add(event(log));
    }
    span.setEvents(events);
    return span;
  }

  /** A trace's id. */
  static TraceId trace(JaegerObject json, String key) throws FileFormatException {
    String hex = json.hex(key, 32);
    return new TraceId(
        Long.parseUnsignedLong(hex.substring(0, 16), 16),
        Long.parseUnsignedLong(hex.substring(16), 16));
  }

  /** A time in microseconds, as nanoseconds. */
  static long nanos(JaegerObject json, String key) throws FileFormatException {
    long micros = json.number(key);
    if (micros < 0 || micros > MOST_MICROS) {
      throw json.wrong(key, micros, "microseconds from 0 to " + MOST_MICROS);
    }
    return micros * NANOS;
  }

  /** An error is a status; the tag that says so is ours to write and not an attribute. */
  private static void status(JaegerObject json, Span span, Attributes attributes)
      throws FileFormatException {
    boolean error = attributes.get("error") instanceof AnyValue.Bool(boolean flag) && flag;
    String word = tag(json, JaegerSpan.STATUS);
    if (error || word.equals("ERROR")) {
      span.setStatusCode(2);
    } else if (word.equals("OK")) {
      span.setStatusCode(1);
    }
    if (error) {
      attributes.remove(Utf8.of("error"));
    }
    span.setStatusMessage(Utf8.of(tag(json, JaegerSpan.STATUS_TEXT)));
  }

  /** The first parent of the same trace is the parent; every other reference is a link. */
  private static void references(JaegerObject json, Span span) throws FileFormatException {
    String parent = json.hex("parentSpanID", 16);
    span.setParentSpanId(Long.parseUnsignedLong(parent, 16));
    List<SpanLink> links = new ArrayList<>();
    for (JaegerObject reference : json.objects("references")) {
      TraceId trace = trace(reference, "traceID");
      long id = Long.parseUnsignedLong(reference.hex("spanID", 16), 16);
      boolean child = reference.text("refType", "").equals("CHILD_OF");
      if (child && span.parentSpanId() == 0 && trace.equals(span.traceId())) {
        span.setParentSpanId(id);
      } else {
        links.add(new SpanLink(trace.high(), trace.low(), id, Utf8.EMPTY, new Attributes(), 0, 0));
      }
    }
    span.setLinks(links);
  }

  private static SpanEvent event(JaegerObject log) throws FileFormatException {
    Attributes attributes = new Attributes();
    List<JaegerObject> fields = log.objects("fields");
    addTags(fields, Set.of("event"), attributes);
    return new SpanEvent(nanos(log, "timestamp"), Utf8.of(named(fields, "event")), attributes, 0);
  }

  private static String tag(JaegerObject span, String key) throws FileFormatException {
    return named(span.objects("tags"), key);
  }

  private static String named(List<JaegerObject> tags, String key) throws FileFormatException {
    for (JaegerObject tag : tags) {
      if (tag.text("key", "").equals(key)) {
        Object value = tag.value("value");
        return value == null ? "" : value.toString();
      }
    }
    return "";
  }

  private static void addTags(List<JaegerObject> tags, Set<String> without, Attributes attributes)
      throws FileFormatException {
    for (JaegerObject tag : tags) {
      String key = tag.text("key", "");
      if (!without.contains(key)) {
        attributes.add(Utf8.of(key), value(tag));
      }
    }
  }

  private static AnyValue value(JaegerObject tag) throws FileFormatException {
    @Nullable Object value = tag.value("value");
    return switch (tag.text("type", "string")) {
      case "bool" ->
          switch (value) {
            case Boolean flag -> new AnyValue.Bool(flag);
            case String text when text.equals("true") || text.equals("false") ->
                new AnyValue.Bool(text.equals("true"));
            case null, default -> throw tag.wrong("value", value, "true or false");
          };
      case "int64" -> new AnyValue.Int(tag.number("value"));
      case "float64" -> new AnyValue.Real(real(tag, value));
      case "binary" -> new AnyValue.Bytes(binary(tag));
      default -> AnyValue.Text.of(value == null ? "" : value.toString());
    };
  }

  private static double real(JaegerObject tag, @Nullable Object value) throws FileFormatException {
    try {
      return Double.parseDouble(String.valueOf(value));
    } catch (NumberFormatException e) {
      throw tag.wrong("value", value, "a number");
    }
  }

  private static byte[] binary(JaegerObject tag) throws FileFormatException {
    try {
      return Base64.getDecoder().decode(tag.text("value", ""));
    } catch (IllegalArgumentException e) {
      throw tag.wrong("value", tag.value("value"), "base64");
    }
  }
}
