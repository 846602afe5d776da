package dev.eyepiece.ottl.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as text, read and written as Go does. */
public final class Numbers {
  /** An underscore that does not separate digits. */
  private static final Pattern MISPLACED =
      Pattern.compile("(?<![0-9a-fx])_|_(?![0-9a-f])|(?<!^0)x_|[ep]_");

  private Numbers() {}

  /**
   * Shortest form that reads back the same, exponents below 1e-6 and from 1e21 on (ECMAScript).
   *
   * @param exponentDigits how many digits an exponent has at least
   */
  public static String shortest(double value, int exponentDigits) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    double abs = Math.abs(value);
    if (abs != 0 && (abs < 1e-6 || abs >= 1e21)) {
      return scientific(value, exponentDigits);
    }
    return plain(value);
  }

  /** The fewest digits that read back the same, of those the ones closest to the number. */
  private static BigDecimal decimal(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() == 2) {
      // Java writes two digits where one would do, if two are closer: 4.9E-324.
      BigDecimal one = new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
      return one.doubleValue() == value ? one : decimal;
    }
    return decimal;
  }

  /** Without exponent, and without a fraction when there is none. */
  public static String plain(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return decimal(value).toPlainString();
  }

  /** Shortest digits with an exponent of at least so many digits: 1e+21, 1.5e-07. */
  public static String scientific(double value, int exponentDigits) {
    if (value == 0) {
      return (1 / value < 0 ? "-0" : "0") + "e+" + "0".repeat(exponentDigits);
    }
    BigDecimal decimal = decimal(value);
    String digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String power = Integer.toString(Math.abs(exponent));
    String zeros = "0".repeat(Math.max(0, exponentDigits - power.length()));
    return (value < 0 ? "-" : "") + mantissa + (exponent < 0 ? "e-" : "e+") + zeros + power;
  }

  /** Go's {@code %v} of a double: exponents of two digits below 1e-4 and from 1e6 on. */
  public static String general(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    double abs = Math.abs(value);
    return abs != 0 && (abs < 1e-4 || abs >= 1e6) ? scientific(value, 2) : plain(value);
  }

  /**
   * Reads a whole number of 64 bits.
   *
   * @param base 2 to 36, or 0: by the prefix 0x, 0o, 0 or 0b, with underscores between digits
   */
  public static long parseInt(String text, int base) {
    if (base == 1 || base > 36) {
      throw new OttlException(base + " is not a base: expected 0 or 2 to 36");
    }
    String digits = text;
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      digits = text.substring(1);
    }
    int radix = base;
    if (base == 0) {
      String lower = digits.toLowerCase(Locale.ROOT);
      radix = 10;
      int prefix = 0;
      if (lower.length() >= 3 && lower.startsWith("0x")) {
        radix = 16;
        prefix = 2;
      } else if (lower.length() >= 3 && lower.startsWith("0b")) {
        radix = 2;
        prefix = 2;
      } else if (lower.length() >= 3 && lower.startsWith("0o")) {
        radix = 8;
        prefix = 2;
      } else if (lower.length() > 1 && lower.startsWith("0")) {
        radix = 8;
        prefix = 1;
      }
      digits = underscores(digits.substring(prefix), prefix > 0, text);
    }
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c > 'z' || Character.digit(c, radix) < 0) {
        throw notWhole(text);
      }
    }
    if (digits.isEmpty()) {
      throw notWhole(text);
    }
    BigInteger value = new BigInteger(digits, radix);
    value = negative ? value.negate() : value;
    if (value.bitLength() > 63) {
      throw new OttlException("\"" + text + "\" is out of the range of 64 bits");
    }
    return value.longValue();
  }

  private static String underscores(String digits, boolean prefixed, String text) {
    if (digits.indexOf('_') < 0) {
      return digits;
    }
    if (digits.endsWith("_") || digits.contains("__") || (!prefixed && digits.startsWith("_"))) {
      throw notWhole(text);
    }
    // Without a prefix other than the digit 0 underscores are not allowed in decimal numbers.
    return digits.replace("_", "");
  }

  private static OttlException notWhole(String text) {
    return new OttlException("\"" + text + "\" is not a whole number");
  }

  /** Reads a double: decimal or hexadecimal, inf and nan of any case. */
  public static double parseDouble(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String bare = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
    if (bare.equals("inf") || bare.equals("infinity")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (bare.equals("nan") && bare.length() == lower.length()) {
      return Double.NaN;
    }
    boolean hex = bare.startsWith("0x");
    String allowed = hex ? "0123456789abcdefx.p+-_" : "0123456789e.+-_";
    boolean fits =
        !bare.isEmpty()
            && bare.chars().allMatch(c -> allowed.indexOf(c) >= 0)
            && !MISPLACED.matcher(bare).find();
    if (fits) {
      try {
        double value = Double.parseDouble(lower.replace("_", ""));
        if (!Double.isInfinite(value)) {
          return value;
        }
        throw new OttlException("\"" + text + "\" is out of the range of a double");
      } catch (NumberFormatException e) {
        throw new OttlException("\"" + text + "\" is not a number");
      }
    }
    throw new OttlException("\"" + text + "\" is not a number");
  }

  /** Reads 1, t, T, true, True, TRUE and their opposites. */
  public static boolean parseBool(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new OttlException("\"" + text + "\" is not a bool: expected true or false");
    };
  }

  /** An unsigned 64-bit integer as a double. */
  public static double unsigned(long bits) {
    return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
  }

  /** A double as a 64-bit integer as x86-64 converts it: what does not fit is the least value. */
  public static long toLong(double value) {
    return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
  }
}
