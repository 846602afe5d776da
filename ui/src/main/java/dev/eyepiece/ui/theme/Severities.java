package dev.eyepiece.ui.theme;

import dev.eyepiece.store.Severity;
import java.util.List;
import java.util.Locale;

/** How severities look: a letter and a colour, never the colour alone. */
public final class Severities {
  private static final List<String> TOKENS =
      List.of("severity.trace", "severity.debug", "severity.info", "warn", "error", "fatal");

  private Severities() {}

  /** The letter of a range; a dash for records without a severity. */
  public static String letter(int range) {
    return range < 0 ? "–" : Severity.NAMES.get(range).substring(0, 1).toUpperCase(Locale.ROOT);
  }

  /** The name of its colour. */
  public static String token(int range) {
    return range < 0 ? "faint" : TOKENS.get(range);
  }

  /** In words. */
  public static String name(int range) {
    return range < 0 ? "no severity" : Severity.NAMES.get(range);
  }
}
