package dev.eyepiece.app.ottl;

import dev.eyepiece.agent.JsonText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first place where two JSON values differ, in words. */
final class JsonDifference {
  private static final int MAX_VALUE = 200;

  private JsonDifference() {}

  /** Nothing when they are equal. */
  static Optional<String> of(@Nullable Object expected, @Nullable Object found) {
    return of("", expected, found);
  }

  private static Optional<String> of(
      String path, @Nullable Object expected, @Nullable Object found) {
    if (expected instanceof Map<?, ?> left && found instanceof Map<?, ?> right) {
      Set<Object> keys = new LinkedHashSet<>(left.keySet());
      keys.addAll(right.keySet());
      for (Object key : keys) {
        String below = path.isEmpty() ? "" + key : path + "." + key;
        if (!left.containsKey(key) || !right.containsKey(key)) {
          return said(
              below, left.get(key), left.containsKey(key), right.get(key), right.containsKey(key));
        }
        Optional<String> difference = of(below, left.get(key), right.get(key));
        if (difference.isPresent()) {
          return difference;
        }
      }
      return Optional.empty();
    }
    if (expected instanceof List<?> left && found instanceof List<?> right) {
      for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
        String below = path + "[" + i + "]";
        if (i >= left.size() || i >= right.size()) {
          return said(
              below,
              i < left.size() ? left.get(i) : null,
              i < left.size(),
              i < right.size() ? right.get(i) : null,
              i < right.size());
        }
        Optional<String> difference = of(below, left.get(i), right.get(i));
        if (difference.isPresent()) {
          return difference;
        }
      }
      return Optional.empty();
    }
    return Objects.equals(expected, found)
        ? Optional.empty()
        : said(path, expected, true, found, true);
  }

  private static Optional<String> said(
      String path,
      @Nullable Object expected,
      boolean isExpected,
      @Nullable Object found,
      boolean isFound) {
    return Optional.of(
        (path.isEmpty() ? "" : path + ": ")
            + "expected "
            + (isExpected ? shown(expected) : "nothing")
            + ", found "
            + (isFound ? shown(found) : "nothing"));
  }

  private static String shown(@Nullable Object value) {
    String text = JsonText.write(value);
    return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE) + "...";
  }
}
