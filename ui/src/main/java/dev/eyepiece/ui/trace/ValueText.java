package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Attribute values as people read them. */
public final class ValueText {
  private static final int MOST_BYTES = 4096;

  private ValueText() {}

  /** The value; texts as they are, lists and maps as JSON, bytes as hexadecimal digits. */
  public static String of(AnyValue value) {
    return value instanceof AnyValue.Text text ? text.value().toString() : json(value);
  }

  /** The same over several lines where that reads better: JSON, be it in a text or a value. */
  public static String pretty(AnyValue value) {
    String text = of(value);
    return value instanceof AnyValue.Bytes ? text : JsonPretty.of(text).orElse(text);
  }

  /** The kind of the value, in OTLP's words. */
  public static String type(AnyValue value) {
    return switch (value) {
      case AnyValue.Empty empty -> "empty";
      case AnyValue.Text text -> "string";
      case AnyValue.Bool bool -> "bool";
      case AnyValue.Int number -> "int";
      case AnyValue.Real real -> "double";
      case AnyValue.Bytes bytes -> "bytes, " + bytes.value().length + " of them";
      case AnyValue.Array array -> "array of " + array.values().size();
      case AnyValue.KeyValues map -> "map of " + map.values().size();
    };
  }

  private static String json(AnyValue value) {
    return switch (value) {
      case AnyValue.Empty empty -> "null";
      case AnyValue.Text text -> JsonString.of(text.value().toString());
      case AnyValue.Bool bool -> Boolean.toString(bool.value());
      case AnyValue.Int number -> Long.toString(number.value());
      case AnyValue.Real real -> Double.toString(real.value());
      case AnyValue.Bytes bytes -> hex(bytes.value());
      case AnyValue.Array array ->
          "[" + String.join(", ", array.values().stream().map(ValueText::json).toList()) + "]";
      case AnyValue.KeyValues map -> "{" + String.join(", ", pairs(map.values())) + "}";
    };
  }

  private static List<String> pairs(Attributes map) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < map.size(); i++) {
      pairs.add(JsonString.of(map.key(i).toString()) + ": " + json(map.value(i)));
    }
    return pairs;
  }

  private static String hex(byte[] bytes) {
    int shown = Math.min(bytes.length, MOST_BYTES);
    String digits = HexFormat.of().formatHex(bytes, 0, shown);
    return shown < bytes.length ? digits + "… (" + (bytes.length - shown) + " bytes more)" : digits;
  }
}
