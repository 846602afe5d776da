package dev.eyepiece.ottl.corpus;

import dev.eyepiece.ottl.processor.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * OTLP JSON in one form of the many that mean the same: attributes by key, no empty messages where
 * absence is the same, texts of a profile's dictionary in place of their numbers.
 */
final class Canonical {
  private static final Set<String> EMPTY =
      Set.of(
          "status",
          "body",
          "negative",
          "positive",
          "resource",
          "scope",
          "value",
          "sampleType",
          "periodType");

  private final List<?> texts;
  private final boolean points;

  private Canonical(List<?> texts, boolean points) {
    this.texts = texts;
    this.points = points;
  }

  /**
   * A result: its error's class, or its output.
   *
   * @param text the case; the collector puts the points that it aggregates in any order
   */
  static Object result(String text, String line) throws IOException {
    Map<String, @Nullable Object> fields =
        JsonTree.readCase(line.getBytes(StandardCharsets.UTF_8)).fields();
    Object error = fields.get("error");
    boolean points = text.contains("aggregate_on_attribute");
    return error != null ? error : of(Objects.requireNonNull(fields.get("output")), points);
  }

  private static Object of(Object output, boolean points) {
    boolean profiles =
        output instanceof Map<?, ?> map
            && map.get("dictionary") instanceof Map<?, ?> dictionary
            && dictionary.get("stringTable") instanceof List<?>;
    List<?> texts =
        profiles
            ? (List<?>)
                Objects.requireNonNull(
                    ((Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) output).get("dictionary")))
                        .get("stringTable"))
            : List.of();
    return new Canonical(texts, points).form(output);
  }

  private Object form(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> map(map);
      case List<?> list -> list(list);
      case Number number -> number.doubleValue();
      default -> value;
    };
  }

  private Object map(Map<?, ?> map) {
    Map<String, Object> formed = new TreeMap<>();
    for (var entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      Object item = entry.getValue();
      if (key.endsWith("Strindex") && item instanceof Number at && at.intValue() < texts.size()) {
        key = key.substring(0, key.length() - "Strindex".length());
        item = texts.get(at.intValue());
      }
      Object value = form(item);
      if (points && key.equals("dataPoints") && value instanceof List<?> list) {
        value = list.stream().sorted(Comparator.comparing(Object::toString)).toList();
      }
      boolean nothing = value instanceof Map<?, ?> inner && inner.isEmpty() && EMPTY.contains(key);
      if (!nothing && !key.equals("stringTable")) {
        formed.put(key, value);
      }
    }
    return formed;
  }

  private Object list(List<?> list) {
    List<Object> formed = new ArrayList<>();
    list.forEach(item -> formed.add(form(item)));
    boolean attributes =
        formed.stream().allMatch(i -> i instanceof Map<?, ?> m && m.get("key") != null);
    if (attributes) {
      formed.sort(Comparator.comparing(Object::toString));
    }
    return formed;
  }

  /** Whether both are the same, but for the last digits of doubles. */
  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.keySet().equals(y.keySet())
          && x.keySet().stream().allMatch(key -> same(x.get(key), y.get(key)));
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() != y.size()) {
        return false;
      }
      for (int i = 0; i < x.size(); i++) {
        if (!same(x.get(i), y.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.equals(y) || Math.abs(x - y) <= 1e-14 * Math.max(Math.abs(x), Math.abs(y));
    }
    return Objects.equals(a, b);
  }
}
