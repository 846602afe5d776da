package dev.eyepiece.ottl.value;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values as JSON text: keys sorted, bytes as base64, doubles in shortest form. */
public final class Json {
  /** Comes out as an empty object. */
  private static final Object OPAQUE = new Object();

  private final StringBuilder out = new StringBuilder();
  private final boolean html;

  private Json(boolean html) {
    this.html = html;
  }

  /**
   * Writes any value at run time; {@code <}, {@code >} and {@code &} are escaped.
   *
   * @throws OttlException for a double that is no number
   */
  public static String write(@Nullable Object value) {
    Json json = new Json(true);
    json.any(value);
    return json.out.toString();
  }

  /** A telemetry value as text: text as it is, bytes as base64, maps and lists as JSON. */
  public static String asText(AnyValue value) {
    return switch (value) {
      case AnyValue.Empty empty -> "";
      case AnyValue.Text text -> text.value().toString();
      case AnyValue.Bool bool -> Boolean.toString(bool.value());
      case AnyValue.Int number -> Long.toString(number.value());
      case AnyValue.Real real -> Numbers.shortest(real.value(), 1);
      case AnyValue.Bytes bytes -> Base64.getEncoder().encodeToString(bytes.value());
      case AnyValue.Array array -> unescaped(array);
      case AnyValue.KeyValues map -> unescaped(map);
    };
  }

  private static String unescaped(AnyValue value) {
    Json json = new Json(false);
    json.any(value);
    return json.out.toString();
  }

  private void any(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case AnyValue.Empty empty -> out.append("null");
      case AnyValue.Text text -> text(text.value().toString());
      case AnyValue.Bool bool -> out.append(bool.value());
      case AnyValue.Int number -> out.append(number.value());
      case AnyValue.Real real -> real(real.value());
      case AnyValue.Bytes bytes -> text(Base64.getEncoder().encodeToString(bytes.value()));
      case AnyValue.Array array -> list(array.values());
      case AnyValue.KeyValues map -> map(map.values());
      case Attributes map -> map(map);
      case ListValue list -> literal(list.items());
      case ZonedDateTime time -> text(Times.rfc3339(time));
      case DurationValue duration -> out.append(duration.nanos());
      case TraceId id -> bytes(ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()));
      case SpanId id -> bytes(ByteBuffer.allocate(8).putLong(id.id()));
      case ProfileId id -> bytes(ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()));
      default -> out.append("{}");
    }
  }

  /** Lists and maps of records are opaque in a list that a rule made, as in the reference. */
  private void literal(List<@Nullable Object> items) {
    List<@Nullable Object> shown = new ArrayList<>(items.size());
    for (Object item : items) {
      boolean opaque = item instanceof AnyValue.Array || item instanceof Attributes;
      shown.add(opaque ? OPAQUE : item);
    }
    list(shown);
  }

  private void bytes(ByteBuffer buffer) {
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < buffer.limit(); i++) {
      numbers.add(Values.of(buffer.get(i) & 0xff));
    }
    list(numbers);
  }

  private void real(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new OttlException("JSON has no number for " + value);
    }
    out.append(Numbers.shortest(value, html ? 2 : 1));
  }

  private void list(List<? extends @Nullable Object> items) {
    out.append('[');
    String separator = "";
    for (Object item : items) {
      out.append(separator);
      separator = ",";
      any(item);
    }
    out.append(']');
  }

  private void map(Attributes map) {
    // Of entries with the same key the last one counts.
    TreeMap<Utf8, AnyValue> sorted = new TreeMap<>();
    for (int i = 0; i < map.size(); i++) {
      sorted.put(map.key(i), map.value(i));
    }
    out.append('{');
    String separator = "";
    for (var entry : sorted.entrySet()) {
      out.append(separator);
      separator = ",";
      text(entry.getKey().toString());
      out.append(':');
      any(entry.getValue());
    }
    out.append('}');
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append(html ? "\\u0008" : "\\b");
        case '\f' -> out.append(html ? "\\u000c" : "\\f");
        default -> {
          boolean escaped = c < ' ' || c == 0x2028 || c == 0x2029;
          if (escaped || (html && (c == '<' || c == '>' || c == '&'))) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Text of UTF-8 bytes. */
  static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
