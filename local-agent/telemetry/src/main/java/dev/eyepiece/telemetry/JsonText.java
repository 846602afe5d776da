package dev.eyepiece.telemetry;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Numbers as JSON may write them, and what a reader says of a text, fit for who sent it. */
final class JsonText {
  /** The longest text that is looked at as a number with a fraction or an exponent. */
  private static final int LONGEST = 64;

  /** More digits than 64 bits have. */
  private static final int MOST_DIGITS = 20;

  /** A number of JSON that has a fraction, an exponent or both (RFC 8259, section 6). */
  private static final Pattern REAL =
      Pattern.compile("-?(0|[1-9]\\d*)(?=[.eE])(\\.\\d+)?([eE][+-]?\\d{1,9})?");

  /** Advice to who set the reader up: features, settings, and where in its source it was. */
  private static final Pattern ADVICE =
      Pattern.compile(
          ": enable `[^`]*` to allow"
              + "|, from `[^`]*`"
              + "| \\(start marker at .*"
              + "|: maybe a \\(non-standard\\) comment\\?.*",
          Pattern.DOTALL);

  private JsonText() {}

  /**
   * A whole number without its fraction and its exponent: {@code 1.5e3} is {@code 1500}. Other text
   * stays as it is.
   *
   * @return {@code null} for a number that is not whole or has more than {@link #MOST_DIGITS}
   */
  static @Nullable String wholeDigits(String text) {
    if (text.length() > LONGEST || !REAL.matcher(text).matches()) {
      return text;
    }
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    if (number.signum() == 0) {
      return "0";
    }
    // Checked before the digits are made: an exponent may ask for a billion of them.
    boolean fits = number.scale() <= 0 && (long) number.precision() - number.scale() <= MOST_DIGITS;
    return fits ? number.toPlainString() : null;
  }

  /** What was found, as who sent it would call it. */
  static String name(@Nullable JsonToken found) {
    return switch (found) {
      case null -> "empty";
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "text";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a number with a fraction or an exponent";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      default -> "nothing";
    };
  }

  /** A message of the reader without what is no use to who sent the text. */
  static String plain(String message) {
    return ADVICE.matcher(message).replaceAll("");
  }
}
