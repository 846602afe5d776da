package dev.eyepiece.ottl.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HexFormat;

/** Doubles that are not negative as the verbs of Go's strconv write them. */
final class RealDigits {
  private static final int FRACTION_BITS = 52;
  private static final long FRACTION = (1L << FRACTION_BITS) - 1;
  private static final long LEADING_ONE = 1L << FRACTION_BITS;
  private static final int FRACTION_DIGITS = 13;

  private RealDigits() {}

  /**
   * Writes a finite number.
   *
   * @param verb one of b, e, f, g, x
   * @param precision -1 for as many digits as are needed to read the number back
   */
  static String of(double value, int verb, int precision) {
    return switch (verb) {
      case 'b' -> binary(value);
      case 'x' -> hexadecimal(value, precision);
      case 'e' -> exponent(value, precision);
      case 'f' ->
          precision < 0
              ? Numbers.plain(value)
              : new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
      default -> precision < 0 ? Numbers.general(value) : significant(value, precision);
    };
  }

  private static String exponent(double value, int precision) {
    if (precision < 0) {
      return Numbers.scientific(value, 2);
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    if (value == 0) {
      return "0" + (precision == 0 ? "" : "." + "0".repeat(precision)) + "e+00";
    }
    String digits = rounded.unscaledValue().toString();
    int power = digits.length() - 1 - rounded.scale();
    digits += "0".repeat(Math.max(0, precision + 1 - digits.length()));
    return digits.charAt(0) + (precision == 0 ? "" : "." + digits.substring(1)) + power('e', power);
  }

  private static String significant(double value, int precision) {
    if (value == 0) {
      return "0";
    }
    int digits = Math.max(1, precision);
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int power = rounded.precision() - rounded.scale() - 1;
    if (power >= -4 && power < digits) {
      return rounded.toPlainString();
    }
    String shown = rounded.unscaledValue().toString();
    return shown.charAt(0)
        + (shown.length() == 1 ? "" : "." + shown.substring(1))
        + power('e', power);
  }

  private static String power(char letter, int power) {
    int abs = Math.abs(power);
    return letter + (power < 0 ? "-" : "+") + (abs < 10 ? "0" : "") + abs;
  }

  /** The significand and its power of two, both in decimals. */
  private static String binary(double value) {
    long bits = Double.doubleToRawLongBits(value);
    boolean normal = Math.getExponent(value) >= Double.MIN_EXPONENT;
    long significand = (bits & FRACTION) | (normal ? LEADING_ONE : 0);
    int power = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - FRACTION_BITS;
    return significand + "p" + (power < 0 ? "" : "+") + power;
  }

  private static String hexadecimal(double value, int precision) {
    if (value == 0) {
      return "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+00";
    }
    int power = Math.getExponent(value);
    double scaled = value;
    if (power < Double.MIN_EXPONENT) {
      // Subnormal: brought to a leading one, which is exact.
      scaled = value * 0x1p60;
      power = Math.getExponent(scaled) - 60;
    }
    long significand = (Double.doubleToRawLongBits(scaled) & FRACTION) | LEADING_ONE;
    if (precision >= 0 && precision < FRACTION_DIGITS) {
      int dropped = FRACTION_BITS - 4 * precision;
      long half = 1L << (dropped - 1);
      long rest = significand & ((1L << dropped) - 1);
      significand >>= dropped;
      boolean odd = (significand & 1) != 0;
      significand += rest > half || (rest == half && odd) ? 1 : 0;
      significand <<= dropped;
      if (significand >> FRACTION_BITS > 1) {
        significand >>= 1;
        power++;
      }
    }
    String digits = HexFormat.of().toHexDigits(significand & FRACTION, FRACTION_DIGITS);
    if (precision < 0) {
      digits = digits.replaceFirst("0+$", "");
    } else if (precision <= FRACTION_DIGITS) {
      digits = digits.substring(0, precision);
    } else {
      digits += "0".repeat(precision - FRACTION_DIGITS);
    }
    return "0x1" + (digits.isEmpty() ? "" : "." + digits) + power('p', power);
  }
}
