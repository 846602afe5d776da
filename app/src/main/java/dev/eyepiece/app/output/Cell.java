package dev.eyepiece.app.output;

import dev.eyepiece.agent.JsonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as text. */
final class Cell {
  private Cell() {}

  /** Nothing for null, JSON for what has parts, the plain value for all else. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> map -> JsonText.write(map);
      case List<?> list -> JsonText.write(list);
      default -> value.toString();
    };
  }

  /**
   * The same fit for a terminal: what came over the network must not move the cursor, colour the
   * screen or turn the direction of text.
   */
  static String shown(@Nullable Object value) {
    String text = text(value);
    if (text.codePoints().allMatch(Cell::harmless)) {
      return text;
    }
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (harmless(c)) {
            safe.appendCodePoint(c);
          } else {
            safe.append(String.format("\\u{%x}", c));
          }
        });
    return safe.toString();
  }

  private static boolean harmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
