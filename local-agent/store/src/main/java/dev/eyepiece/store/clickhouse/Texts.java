package dev.eyepiece.store.clickhouse;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;
import java.util.Map;

/** Makes what telemetry is made of from the texts in the exporter's tables. */
final class Texts {
  private static final TraceId NO_TRACE = new TraceId(0, 0);

  private Texts() {}

  /** Attributes, all of them texts: the table has no other type. */
  static Attributes attributes(Map<?, ?> map) {
    Attributes attributes = new Attributes();
    map.forEach((key, value) -> attributes.add(String.valueOf(key), String.valueOf(value)));
    return attributes;
  }

  static Resource resource(Map<?, ?> map, String schemaUrl) {
    return new Resource(attributes(map), 0, List.of(), Utf8.of(schemaUrl));
  }

  static Scope scope(String name, String version, Attributes attributes, String schemaUrl) {
    return new Scope(Utf8.of(name), Utf8.of(version), attributes, 0, Utf8.of(schemaUrl));
  }

  /** The zero id for a text that is none. */
  static TraceId traceId(String text) {
    TraceId id = TraceId.parse(text);
    return id == null ? NO_TRACE : id;
  }

  /** Zero for a text that is none. */
  static long spanId(String text) {
    return text.matches("[0-9a-fA-F]{16}") ? Long.parseUnsignedLong(text, 16) : 0;
  }

  static AnyValue value(String text) {
    return AnyValue.Text.of(text);
  }
}
