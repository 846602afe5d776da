package dev.eyepiece.stacks;

import java.util.Locale;

/** Values as people read them. */
public final class Quantity {
  private Quantity() {}

  /** Short, three digits or more: "1.23 s", "4.5 MiB", "12345 samples". */
  public static String text(long value, SampleType type) {
    return switch (type.unit()) {
      case "nanoseconds", "ns" -> time(value);
      case "bytes", "By" -> bytes(value);
      default -> exact(value, type);
    };
  }

  /** The number as it is with its unit: "1234567890 nanoseconds", "12345 samples". */
  public static String exact(long value, SampleType type) {
    String unit = type.unit().isEmpty() || type.unit().equals("count") ? type.type() : type.unit();
    return unit.isEmpty() ? Long.toString(value) : value + " " + unit;
  }

  /** Both where they differ: "1234567890 nanoseconds = 1.23 s". */
  public static String full(long value, SampleType type) {
    String exact = exact(value, type);
    String text = text(value, type);
    return exact.equals(text) ? exact : exact + " = " + text;
  }

  /** "12.34 %"; "0 %" of nothing. */
  public static String percent(long part, long whole) {
    return percent((double) part, (double) whole);
  }

  /** The same of numbers that are no counts. */
  public static String percent(double part, double whole) {
    if (whole == 0 || part == 0) {
      return "0 %";
    }
    double percent = part / whole * 100;
    String format = Math.abs(percent) >= 99.995 ? "%.0f %%" : "%.2f %%";
    String text = String.format(Locale.ROOT, format, percent);
    return text.equals("0.00 %") || text.equals("-0.00 %") ? "< 0.01 %" : text;
  }

  private static String time(long nanos) {
    double absolute = Math.abs((double) nanos);
    if (absolute < 1e3) {
      return nanos + " ns";
    }
    if (absolute < 1e6) {
      return digits(nanos / 1e3) + " µs";
    }
    if (absolute < 1e9) {
      return digits(nanos / 1e6) + " ms";
    }
    return absolute < 6e11 ? digits(nanos / 1e9) + " s" : digits(nanos / 6e10) + " min";
  }

  private static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : digits(value) + " " + units[unit];
  }

  private static String digits(double value) {
    double absolute = Math.abs(value);
    return String.format(
        Locale.ROOT, absolute >= 100 ? "%.0f" : absolute >= 10 ? "%.1f" : "%.2f", value);
  }
}
