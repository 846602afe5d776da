package dev.eyepiece.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number in a search, with or without a unit of time or of bytes. */
public final class Quantity {
  private static final Map<String, Double> TIMES =
      Map.of(
          "ns", 1.0,
          "us", 1e3,
          "µs", 1e3,
          "ms", 1e6,
          "s", 1e9,
          "m", 60e9,
          "h", 3600e9,
          "d", 86_400e9,
          "w", 7 * 86_400e9);

  private static final Map<String, Double> BYTES =
      Map.of(
          "B", 1.0,
          "kB", 1e3,
          "MB", 1e6,
          "GB", 1e9,
          "TB", 1e12,
          "KiB", 1024.0,
          "MiB", 1024.0 * 1024,
          "GiB", 1024.0 * 1024 * 1024,
          "TiB", 1024.0 * 1024 * 1024 * 1024);

  private static final Pattern NUMBER =
      Pattern.compile(
          "([+-]?(?:\\d{1,300}(?:\\.\\d{0,300})?|\\.\\d{1,300})(?:[eE][+-]?\\d{1,3})?)"
              + "([a-zA-Zµ]{1,3})?");

  /** Of integers of 64 bits at most: what is compared with them has no more digits. */
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{16,20}");

  private static final BigInteger EXACT = BigInteger.TWO.pow(53);

  private Quantity() {}

  /** The number; a duration in nanoseconds, a size in bytes. Empty when the text is none of it. */
  public static OptionalDouble parse(String text) {
    OptionalDouble time = of(text, TIMES);
    return time.isPresent() ? time : of(text, BYTES);
  }

  private static OptionalDouble of(String text, Map<String, Double> units) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    @Nullable String unit = matcher.group(2);
    Double factor = unit == null ? Double.valueOf(1) : units.get(unit.equals("KB") ? "kB" : unit);
    return factor == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(matcher.group(1)) * factor);
  }

  /**
   * The whole number that a text is, where doubles are too few to tell it from its neighbours (2^53
   * and beyond); null for any other text.
   */
  public static @Nullable BigInteger beyondDoubles(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return null;
    }
    BigInteger whole = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
    return whole.abs().compareTo(EXACT) < 0 ? null : whole;
  }

  /**
   * Whether a double that is the nearest one to a whole number compares with it as asked: it may
   * lie on either side.
   */
  public static boolean isNearest(Search.Op op, BigInteger whole) {
    int order = new BigDecimal(whole.doubleValue()).compareTo(new BigDecimal(whole));
    return switch (op) {
      case GT -> order > 0;
      case GE -> order >= 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case EQ, EXISTS -> order == 0;
    };
  }

  /** A duration in nanoseconds; a number without a unit is milliseconds, as people mean it. */
  public static OptionalDouble parseDuration(String text) {
    OptionalDouble value = of(text, TIMES);
    boolean bare = value.isPresent() && !Character.isLetter(text.charAt(text.length() - 1));
    return bare ? OptionalDouble.of(value.getAsDouble() * 1e6) : value;
  }

  /** A duration in nanoseconds that has a unit, empty for anything else. */
  static OptionalDouble time(String text) {
    boolean hasUnit = !text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1));
    return hasUnit ? of(text, TIMES) : OptionalDouble.empty();
  }
}
