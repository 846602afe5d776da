package dev.eyepiece.ui.traces;

import dev.eyepiece.store.SpanEnums;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** In how many traces each value occurs. For one thread. */
final class TraceValues {
  /** A longer value is a text of its own in each trace. */
  private static final int LONGEST = 200;

  private static final int MOST_OF_A_TRACE = 2_000;

  private final Map<TraceId, Set<Value>> byTrace = new HashMap<>();

  /** A field or attribute with its value. */
  record Value(String key, String text) {}

  void add(SpanRecord record) {
    Span span = record.span();
    Set<Value> own = byTrace.computeIfAbsent(span.traceId(), id -> new HashSet<>());
    Utf8 service = record.resource().serviceName();
    add(own, "service", service == null ? "" : service.toString());
    add(own, "name", span.name().toString());
    if (span.statusCode() >= 0 && span.statusCode() < SpanEnums.STATUS.size()) {
      add(own, "status", SpanEnums.STATUS.get(span.statusCode()));
    }
    attributes(own, span.attributes());
    attributes(own, record.resource().attributes());
    for (SpanEvent event : span.events()) {
      add(own, "event", event.name().toString());
    }
  }

  private static void attributes(Set<Value> own, Attributes attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      String text = text(attributes.value(i));
      String key = attributes.key(i).toString();
      if (!key.equals("service.name")) {
        add(own, key, text);
      }
    }
  }

  private static String text(AnyValue value) {
    return switch (value) {
      case AnyValue.Text text -> text.value().toString();
      case AnyValue.Int number -> Long.toString(number.value());
      case AnyValue.Real real -> Double.toString(real.value());
      case AnyValue.Bool bool -> Boolean.toString(bool.value());
      // What has parts cannot be searched for as a whole.
      default -> "";
    };
  }

  private static void add(Set<Value> own, String key, String text) {
    if (!text.isEmpty() && text.length() <= LONGEST && own.size() < MOST_OF_A_TRACE) {
      own.add(new Value(key, text));
    }
  }

  Map<Value, Integer> counts() {
    Map<Value, Integer> counts = new HashMap<>();
    byTrace.values().forEach(own -> own.forEach(value -> counts.merge(value, 1, Integer::sum)));
    return counts;
  }
}
