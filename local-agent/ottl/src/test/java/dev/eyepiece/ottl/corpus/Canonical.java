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
 * absence is the same, texts and attributes of a profile's dictionary in place of their numbers.
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
  private final List<?> attributes;
  private final boolean points;

  private Canonical(List<?> texts, List<?> attributes, boolean points) {
    this.texts = texts;
    this.attributes = attributes;
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
    Map<?, ?> dictionary =
        output instanceof Map<?, ?> map && map.get("dictionary") instanceof Map<?, ?> tables
            ? tables
            : Map.of();
    return new Canonical(
            table(dictionary, "stringTable"), table(dictionary, "attributeTable"), points)
        .form(output);
  }

  private static List<?> table(Map<?, ?> dictionary, String name) {
    return dictionary.get(name) instanceof List<?> list ? list : List.of();
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
      if (key.equals("attributeIndices") && item instanceof List<?> list) {
        // A map's attributes come into the dictionary in any order.
        item = list.stream().map(this::attribute).toList();
      }
      Object value = form(item);
      boolean anyOrder = key.equals("attributeTable") || (points && key.equals("dataPoints"));
      if (anyOrder && value instanceof List<?> list) {
        value = list.stream().sorted(Comparator.comparing(Object::toString)).toList();
      }
      boolean nothing = value instanceof Map<?, ?> inner && inner.isEmpty() && EMPTY.contains(key);
      if (!nothing && !key.equals("stringTable")) {
        formed.put(key, value);
      }
    }
    return formed;
  }

  /** The attribute of a profile's dictionary, or its number where there is none. */
  private Object attribute(@Nullable Object number) {
    return number instanceof Number at && at.intValue() < attributes.size()
        ? attributes.get(at.intValue())
        : String.valueOf(number);
  }

  private Object list(List<?> list) {
    List<Object> formed = new ArrayList<>();
    list.forEach(item -> formed.add(form(item)));
    if (formed.stream().allMatch(Canonical::isAttribute)) {
      formed.sort(Comparator.comparing(Object::toString));
    }
    return formed;
  }

  /** Attributes come in any order; an empty key is left out, as all that is empty. */
  private static boolean isAttribute(Object item) {
    return item instanceof Map<?, ?> map
        && (map.containsKey("key") || map.keySet().equals(Set.of("value")));
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
