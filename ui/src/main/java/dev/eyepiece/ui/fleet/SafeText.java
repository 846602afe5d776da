package dev.eyepiece.ui.fleet;

import org.jspecify.annotations.Nullable;

/**
 * What agents and senders said, fit to be shown: nothing that turns, hides or breaks lines, and
 * bounded.
 */
public final class SafeText {
  private static final int MOST = 2_000;

  private SafeText() {}

  /** One line. */
  public static String line(@Nullable Object value) {
    String text = String.valueOf(value);
    StringBuilder safe = new StringBuilder();
    text.codePoints().limit(MOST).forEach(point -> append(safe, point, false));
    return text.length() > MOST ? safe + "…" : safe.toString();
  }

  /** Many lines, as they are. */
  static String lines(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.replace("\r\n", "\n").codePoints().forEach(point -> append(safe, point, true));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int point, boolean breaks) {
    boolean harmless =
        switch (Character.getType(point)) {
          case Character.CONTROL -> breaks && (point == '\n' || point == '\t');
          case Character.FORMAT,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
    if (harmless) {
      safe.appendCodePoint(point);
    } else if (point == '\n' || point == '\t' || point == '\r') {
      safe.append(' ');
    } else {
      safe.append(String.format("\\u{%x}", point));
    }
  }
}
