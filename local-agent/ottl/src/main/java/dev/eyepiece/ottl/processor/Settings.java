package dev.eyepiece.ottl.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A map of a configuration, read by key with the place of what is wrong. */
final class Settings {
  /** Lists that must be there when their key is. */
  private static final Pattern NEEDED = Pattern.compile(".*_(statements|conditions)");

  private final String path;
  private final Map<?, ?> values;

  private Settings(String path, Map<?, ?> values) {
    this.path = path;
    this.values = values;
  }

  static Settings of(String path, @Nullable Object value) throws ConfigException {
    if (value == null) {
      return new Settings(path, Map.of());
    }
    if (value instanceof Map<?, ?> map) {
      return new Settings(path, map);
    }
    throw new ConfigException(path, "expected a map, found " + shown(value));
  }

  static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case Map<?, ?> map -> "a map";
      case List<?> list -> "a list";
      case String text -> "\"" + (text.length() > 80 ? text.substring(0, 80) + ".." : text) + "\"";
      default -> value.toString();
    };
  }

  /** Refuses keys that are not known. */
  void allow(Set<String> known) throws ConfigException {
    for (Object key : values.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        throw new ConfigException(
            at(String.valueOf(key)),
            "unknown key: expected one of " + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  @Nullable Object get(String key) {
    return values.get(key);
  }

  Settings map(String key) throws ConfigException {
    return of(at(key), values.get(key));
  }

  boolean bool(String key) throws ConfigException {
    Object value = values.get(key);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw new ConfigException(at(key), "expected true or false, found " + shown(value));
  }

  String text(String key) throws ConfigException {
    return text(at(key), values.get(key));
  }

  private static String text(String path, @Nullable Object value) throws ConfigException {
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw new ConfigException(path, "expected text, found " + shown(value));
  }

  /** A list of texts; {@code null} when the key is not there. */
  @Nullable List<String> texts(String key) throws ConfigException {
    if (values.get(key) instanceof String one) {
      // As a collector reads a text where a list is expected.
      return one.isEmpty() ? List.of() : List.of(one.split(",", -1));
    }
    List<?> list = list(key);
    if (list == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      texts.add(text(at(key) + "[" + i + "]", list.get(i)));
    }
    return texts;
  }

  /** A list; {@code null} when the key is not there. */
  @Nullable List<?> list(String key) throws ConfigException {
    Object value = values.get(key);
    if (value == null && !(has(key) && NEEDED.matcher(key).matches())) {
      return null;
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new ConfigException(at(key), "expected a list, found " + shown(value));
  }

  /** The maps of a list; none when the key is not there. */
  List<Settings> maps(String key) throws ConfigException {
    List<?> items = list(key);
    List<Settings> maps = new ArrayList<>();
    for (int i = 0; items != null && i < items.size(); i++) {
      maps.add(of(at(key) + "[" + i + "]", items.get(i)));
    }
    return maps;
  }

  /** An error mode; {@code null} when the key is not there. */
  @Nullable ErrorMode errorMode() throws ConfigException {
    String mode = text("error_mode").toLowerCase(Locale.ROOT);
    if (!has("error_mode")) {
      return null;
    }
    return switch (mode) {
      case "ignore" -> ErrorMode.IGNORE;
      case "silent" -> ErrorMode.SILENT;
      case "propagate" -> ErrorMode.PROPAGATE;
      default ->
          throw new ConfigException(
              at("error_mode"), "expected ignore, silent or propagate, found \"" + mode + "\"");
    };
  }
}
