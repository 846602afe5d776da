package dev.eyepiece.store;

import com.google.re2j.Pattern;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a series, sorted by name. A label is found by its own name ({@code http.route}), by
 * the name that Prometheus would give it ({@code http_route}), and the service by {@code job}, its
 * instance by {@code instance}.
 */
final class PromQlLabels {
  static final SortedMap<String, String> NONE = Collections.emptySortedMap();

  private static final Map<String, String> JOB =
      Map.of("job", "service.name", "instance", "service.instance.id");

  private PromQlLabels() {}

  /** The value of a label, empty where there is none. */
  static String get(SortedMap<String, String> labels, String name) {
    String held = held(labels, name);
    return held == null ? "" : labels.getOrDefault(held, "");
  }

  /** The name under which a label is held. */
  static @Nullable String held(SortedMap<String, String> labels, String name) {
    if (labels.containsKey(name)) {
      return name;
    }
    String other = JOB.get(name);
    if (other != null && labels.containsKey(other)) {
      return other;
    }
    if (name.indexOf('_') >= 0) {
      for (String held : labels.keySet()) {
        if (underscored(held).equals(name)) {
          return held;
        }
      }
    }
    return null;
  }

  /** As Prometheus wrote names before they could be any text. */
  static String underscored(String name) {
    StringBuilder text = new StringBuilder(name.length() + 1);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = c >= '0' && c <= '9';
      if (digit && i == 0) {
        text.append('_');
      }
      text.append(letter || digit || c == ':' ? c : '_');
    }
    return text.toString();
  }

  static SortedMap<String, String> without(SortedMap<String, String> labels, String name) {
    if (!labels.containsKey(name)) {
      return labels;
    }
    SortedMap<String, String> fewer = new TreeMap<>(labels);
    fewer.remove(name);
    return fewer;
  }

  static SortedMap<String, String> withoutName(SortedMap<String, String> labels) {
    return without(labels, PromQlSelectorParser.NAME);
  }

  /** Those that a grouping or a matching leaves, without the name of the metric. */
  static SortedMap<String, String> of(SortedMap<String, String> labels, PromQlNode.Labels which) {
    if (which.only()) {
      return only(labels, which.names());
    }
    SortedMap<String, String> left = new TreeMap<>(labels);
    left.remove(PromQlSelectorParser.NAME);
    left.keySet().removeAll(held(labels, which.names()));
    return left;
  }

  /** Those alone, under the names that they were asked for by. */
  static SortedMap<String, String> only(SortedMap<String, String> labels, List<String> names) {
    SortedMap<String, String> left = new TreeMap<>();
    for (String name : names) {
      String value = get(labels, name);
      if (!value.isEmpty()) {
        left.put(name, value);
      }
    }
    return left;
  }

  static Set<String> held(SortedMap<String, String> labels, List<String> names) {
    Set<String> held = new HashSet<>();
    for (String name : names) {
      String one = held(labels, name);
      if (one != null) {
        held.add(one);
      }
    }
    return held;
  }

  static boolean matches(SortedMap<String, String> labels, PromQlNode.Matcher matcher) {
    return matches(matcher, get(labels, matcher.label()));
  }

  static boolean matches(PromQlNode.Matcher matcher, String value) {
    return switch (matcher.op()) {
      case EQUAL -> value.equals(matcher.value());
      case NOT_EQUAL -> !value.equals(matcher.value());
      case REGEX -> matches(matcher.value(), value);
      case NOT_REGEX -> !matches(matcher.value(), value);
    };
  }

  /** Prometheus anchors expressions at both ends. */
  static boolean matches(String regex, String value) {
    return Pattern.compile("(?s:" + regex + ")").matcher(value).matches();
  }
}
