package dev.eyepiece.store.clickhouse;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/** Values as the exporter writes them: every one a text. */
final class Written {
  private Written() {}

  /** A map, in which a key that was sent twice has its first value. */
  static void map(RowBinary out, Attributes attributes) {
    Set<Utf8> seen = new HashSet<>();
    for (int i = 0; i < attributes.size(); i++) {
      seen.add(attributes.key(i));
    }
    out.size(seen.size());
    for (int i = 0; i < attributes.size(); i++) {
      if (seen.remove(attributes.key(i))) {
        out.text(attributes.key(i).shared());
        out.text(text(attributes.value(i)));
      }
    }
  }

  /** A value as text: what is no scalar as JSON, bytes in base64, no value as an empty text. */
  static String text(AnyValue value) {
    return switch (value) {
      case AnyValue.Empty _ -> "";
      case AnyValue.Text text -> text.value().toString();
      case AnyValue.Bool bool -> Boolean.toString(bool.value());
      case AnyValue.Int number -> Long.toString(number.value());
      case AnyValue.Real real -> real(real.value());
      case AnyValue.Bytes bytes -> Base64.getEncoder().encodeToString(bytes.value());
      case AnyValue.Array _, AnyValue.KeyValues _ -> {
        StringBuilder json = new StringBuilder();
        json(value, json);
        yield json.toString();
      }
    };
  }

  /** A whole number has no fraction, as the collector writes it. */
  private static String real(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static void json(AnyValue value, StringBuilder into) {
    switch (value) {
      case AnyValue.Array array -> {
        into.append('[');
        for (int i = 0; i < array.values().size(); i++) {
          into.append(i == 0 ? "" : ",");
          json(array.values().get(i), into);
        }
        into.append(']');
      }
      case AnyValue.KeyValues map -> {
        into.append('{');
        for (int i = 0; i < map.values().size(); i++) {
          into.append(i == 0 ? "" : ",");
          quoted(map.values().key(i).toString(), into);
          into.append(':');
          json(map.values().value(i), into);
        }
        into.append('}');
      }
      case AnyValue.Empty _ -> into.append("null");
      case AnyValue.Bool _, AnyValue.Int _ -> into.append(text(value));
      case AnyValue.Real real when Double.isFinite(real.value()) -> into.append(text(value));
      case AnyValue.Real _, AnyValue.Text _, AnyValue.Bytes _ -> quoted(text(value), into);
    }
  }

  private static void quoted(String text, StringBuilder into) {
    into.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> into.append('\\').append(c);
        case '\n' -> into.append("\\n");
        case '\r' -> into.append("\\r");
        case '\t' -> into.append("\\t");
        default -> {
          if (c < ' ') {
            into.append(String.format("\\u%04x", (int) c));
          } else {
            into.append(c);
          }
        }
      }
    }
    into.append('"');
  }

  /** Empty for the zero id. */
  static String traceId(long high, long low) {
    return high == 0 && low == 0 ? "" : new TraceId(high, low).toString();
  }

  /** Empty for zero. */
  static String spanId(long id) {
    return id == 0 ? "" : TraceId.spanIdText(id);
  }
}
