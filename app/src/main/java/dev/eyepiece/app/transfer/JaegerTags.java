package dev.eyepiece.app.transfer;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jaeger's tags: {@code {"key", "type", "value"}} with the types string, bool, int64, float64 and
 * binary. Lists and maps become strings of JSON.
 */
final class JaegerTags {
  private final List<@Nullable Object> tags = new ArrayList<>();

  static JaegerTags of(Attributes attributes) {
    JaegerTags tags = new JaegerTags();
    for (int i = 0; i < attributes.size(); i++) {
      tags.add(attributes.key(i).toString(), attributes.value(i));
    }
    return tags;
  }

  List<@Nullable Object> list() {
    return tags;
  }

  /** Adds text, unless it is empty. */
  void text(String key, String value) {
    if (!value.isEmpty()) {
      tag(key, "string", value);
    }
  }

  void tag(String key, String type, Object value) {
    Map<String, @Nullable Object> tag = new LinkedHashMap<>();
    tag.put("key", key);
    tag.put("type", type);
    tag.put("value", value);
    tags.add(tag);
  }

  private void add(String key, AnyValue value) {
    switch (value) {
      case AnyValue.Empty empty -> tag(key, "string", "");
      case AnyValue.Text text -> tag(key, "string", text.value().toString());
      case AnyValue.Bool flag -> tag(key, "bool", flag.value());
      case AnyValue.Int number -> tag(key, "int64", number.value());
      case AnyValue.Real number -> tag(key, "float64", number.value());
      case AnyValue.Bytes bytes ->
          tag(key, "binary", Base64.getEncoder().encodeToString(bytes.value()));
      case AnyValue.Array array -> tag(key, "string", JsonText.write(plain(array)));
      case AnyValue.KeyValues map -> tag(key, "string", JsonText.write(plain(map)));
    }
  }

  /** A value as JSON has it; bytes are base64. */
  static @Nullable Object plain(AnyValue value) {
    return switch (value) {
      case AnyValue.Empty empty -> null;
      case AnyValue.Text text -> text.value().toString();
      case AnyValue.Bool flag -> flag.value();
      case AnyValue.Int number -> number.value();
      case AnyValue.Real number -> number.value();
      case AnyValue.Bytes bytes -> Base64.getEncoder().encodeToString(bytes.value());
      case AnyValue.Array array -> {
        List<@Nullable Object> list = new ArrayList<>();
        array.values().forEach(element -> list.add(plain(element)));
        yield list;
      }
      case AnyValue.KeyValues values -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Attributes attributes = values.values();
        for (int i = 0; i < attributes.size(); i++) {
          map.put(attributes.key(i).toString(), plain(attributes.value(i)));
        }
        yield map;
      }
    };
  }
}
