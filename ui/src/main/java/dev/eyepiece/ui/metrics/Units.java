package dev.eyepiece.ui.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Values with their units, as people read them. Units are UCUM's, as OpenTelemetry writes them. */
public final class Units {
  private static final String[] UP = {"", "k", "M", "G", "T", "P", "E"};
  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};

  private Units() {}

  /** What stands in a title: {@code bytes/s}, {@code seconds}, or the unit as it came. */
  public static String title(String unit) {
    boolean rate = unit.endsWith("/s") && unit.length() > 2;
    String base = rate ? unit.substring(0, unit.length() - 2) : unit;
    String named =
        switch (base) {
          case "By" -> "bytes";
          case "s" -> "seconds";
          case "ms" -> "milliseconds";
          case "us" -> "microseconds";
          case "ns" -> "nanoseconds";
          case "1" -> "";
          case "/s" -> "per second";
          default -> plain(base);
        };
    return rate ? named + "/s" : named;
  }

  /** Annotations in braces are words: {@code {request}} is requests, {@code 1{x}} too. */
  private static String plain(String unit) {
    int open = unit.indexOf('{');
    int close = unit.lastIndexOf('}');
    return open >= 0 && close > open + 1 ? unit.substring(open + 1, close) : unit;
  }

  /** Up to four significant digits and the unit in its fitting size: {@code 12.5 ms}. */
  public static String value(double value, String unit) {
    if (Double.isNaN(value)) {
      return "–";
    }
    boolean rate = unit.endsWith("/s");
    String base = rate ? unit.substring(0, unit.length() - 2) : unit;
    String text =
        switch (base) {
          case "By" -> binary(value) + "B";
          case "s" -> seconds(value);
          case "ms" -> seconds(value / 1e3);
          case "us" -> seconds(value / 1e6);
          case "ns" -> seconds(value / 1e9);
          case "%" -> number(value) + " %";
          case "Cel" -> number(value) + " °C";
          default -> sized(value);
        };
    return rate ? text + "/s" : text;
  }

  private static String seconds(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0 s";
    } else if (size < 1e-6) {
      return number(value * 1e9) + " ns";
    } else if (size < 1e-3) {
      return number(value * 1e6) + " µs";
    } else if (size < 1) {
      return number(value * 1e3) + " ms";
    }
    return number(value) + " s";
  }

  private static String binary(double value) {
    int power = 0;
    double size = value;
    while (Math.abs(size) >= 1024 && power < BINARY.length - 1) {
      size /= 1024;
      power++;
    }
    return number(size) + " " + BINARY[power];
  }

  private static String sized(double value) {
    int power = 0;
    double size = value;
    while (Math.abs(size) >= (power == 0 ? 10_000 : 1_000) && power < UP.length - 1) {
      size /= 1000;
      power++;
    }
    return number(size) + (power == 0 ? "" : " " + UP[power]);
  }

  /** The smallest round distance of ticks that is at least this one. */
  public static double step(double least, String unit) {
    boolean bytes = unit.equals("By") || unit.equals("By/s");
    double size = 1;
    while (bytes && least / size > 1000 && size < 1e18) {
      size *= 1024;
    }
    double power = Math.pow(10, Math.floor(Math.log10(least / size)));
    for (double factor : new double[] {1, 2, 5, 10}) {
      if (factor * power * size >= least) {
        return factor * power * size;
      }
    }
    return 10 * power * size;
  }

  /** Up to four significant digits without zeros at the end. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return String.format(Locale.ROOT, "%s", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_EVEN));
    if (rounded.signum() == 0) {
      return "0";
    }
    String plain = rounded.stripTrailingZeros().toPlainString();
    return plain.length() > 12 ? String.format(Locale.ROOT, "%.3g", value) : plain;
  }
}
