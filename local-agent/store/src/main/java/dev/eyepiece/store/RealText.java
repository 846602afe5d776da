package dev.eyepiece.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Floating-point numbers as DuckDB writes them, so that a value reads the same wherever it lies: in
 * a column of numbers, which DuckDB makes texts of, or in a text among others.
 */
final class RealText {
  private static final int FIRST_WITH_EXPONENT = 16;
  private static final int LAST_WITHOUT_EXPONENT = -4;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");

  private RealText() {}

  /** The text of a number; {@code NaN}, {@code Infinity} and {@code -Infinity} are Java's. */
  static String of(double value) {
    String text = Double.toString(value);
    return text.indexOf('E') < 0 ? text : written(new BigDecimal(text).stripTrailingZeros());
  }

  private static String written(BigDecimal number) {
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= LAST_WITHOUT_EXPONENT && exponent < FIRST_WITH_EXPONENT) {
      String plain = number.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = number.unscaledValue().abs().toString();
    return (number.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /** The number that a value of a search is; empty for any other text, and for one with a unit. */
  static OptionalDouble number(String value) {
    return NUMBER.matcher(value).matches()
        ? OptionalDouble.of(Double.parseDouble(value))
        : OptionalDouble.empty();
  }

  /** How a number is written that a value of a search writes in another way, else null. */
  static @Nullable String other(String value) {
    OptionalDouble number = number(value);
    if (number.isEmpty() || Double.isInfinite(number.getAsDouble())) {
      return null;
    }
    BigInteger whole = Quantity.beyondDoubles(value);
    if (whole != null && !Quantity.isNearest(Search.Op.EQ, whole)) {
      return null;
    }
    String written = of(number.getAsDouble());
    return written.equals(value) ? null : written;
  }
}
