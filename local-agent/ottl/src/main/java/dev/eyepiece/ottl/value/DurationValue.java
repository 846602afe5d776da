package dev.eyepiece.ottl.value;

import java.util.Map;

/**
 * A span of time in nanoseconds, written as in Go: {@code 1h2m3.5s}, {@code -250ms}.
 *
 * @param nanos 64 bits; arithmetic on it wraps
 */
public record DurationValue(long nanos) {
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  /** Reads a duration; units are ns, us, ms, s, m and h. */
  public static DurationValue parse(String text) {
    int at = 0;
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      at++;
    }
    if (text.substring(at).equals("0")) {
      return new DurationValue(0);
    }
    if (at == text.length()) {
      throw invalid(text);
    }
    long total = 0;
    while (at < text.length()) {
      int from = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      String whole = text.substring(from, at);
      String fraction = "";
      if (at < text.length() && text.charAt(at) == '.') {
        int dot = ++at;
        while (at < text.length() && isDigit(text.charAt(at))) {
          at++;
        }
        fraction = text.substring(dot, at);
      }
      int unitFrom = at;
      while (at < text.length() && text.charAt(at) != '.' && !isDigit(text.charAt(at))) {
        at++;
      }
      Long unit = UNITS.get(text.substring(unitFrom, at));
      if (unit == null || (whole.isEmpty() && fraction.isEmpty())) {
        throw invalid(text);
      }
      total = plus(total, part(whole, fraction, unit, text), text);
    }
    // The one value without a positive twin is allowed, and is its own negative.
    if (total == Long.MIN_VALUE && !negative) {
      throw invalid(text);
    }
    return new DurationValue(negative ? -total : total);
  }

  private static long part(String whole, String fraction, long unit, String text) {
    try {
      long value = Math.multiplyExact(whole.isEmpty() ? 0 : Long.parseLong(whole), unit);
      if (fraction.isEmpty()) {
        return value;
      }
      String digits = fraction.length() > 18 ? fraction.substring(0, 18) : fraction;
      double scaled = Long.parseLong(digits) * (unit / Math.pow(10, digits.length()));
      return plus(value, (long) scaled, text);
    } catch (ArithmeticException | NumberFormatException e) {
      throw invalid(text);
    }
  }

  private static long plus(long a, long b, String text) {
    long sum = a + b;
    if (a < 0 || b < 0 || (sum < 0 && sum != Long.MIN_VALUE)) {
      throw invalid(text);
    }
    return sum;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static OttlException invalid(String text) {
    return new OttlException("\"" + text + "\" is not a duration such as 1h30m or 250ms");
  }

  @Override
  public String toString() {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long abs = Math.abs(nanos);
    if (abs >= 0 && abs < 1_000) {
      return sign + abs + "ns";
    }
    if (abs >= 0 && abs < 1_000_000) {
      return sign + decimal(abs, 3) + "µs";
    }
    if (abs >= 0 && abs < 1_000_000_000) {
      return sign + decimal(abs, 6) + "ms";
    }
    long seconds = Long.divideUnsigned(abs, 1_000_000_000);
    long rest = Long.remainderUnsigned(abs, 1_000_000_000);
    String text = decimal(seconds % 60 * 1_000_000_000 + rest, 9) + "s";
    long minutes = seconds / 60;
    if (minutes > 0) {
      text = minutes % 60 + "m" + text;
    }
    return sign + (minutes >= 60 ? minutes / 60 + "h" + text : text);
  }

  private static String decimal(long value, int places) {
    String digits = String.format("%0" + (places + 1) + "d", value);
    String fraction = digits.substring(digits.length() - places).replaceFirst("0+$", "");
    String whole = digits.substring(0, digits.length() - places);
    return fraction.isEmpty() ? whole : whole + "." + fraction;
  }
}
