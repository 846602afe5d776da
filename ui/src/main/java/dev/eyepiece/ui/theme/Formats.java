package dev.eyepiece.ui.theme;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times, durations and counts are written. Full forms are exact to the nanosecond. */
public final class Formats {
  private static final DateTimeFormatter ROW =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter DAY_ROW =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSSSS xxxxx", Locale.ROOT);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private Formats() {}

  private static ZonedDateTime at(long unixNano, ZoneId zone) {
    return Instant.ofEpochSecond(
            Math.floorDiv(unixNano, 1_000_000_000L), Math.floorMod(unixNano, 1_000_000_000L))
        .atZone(zone);
  }

  /** {@code 02:08:42.656}. */
  public static String row(long unixNano, ZoneId zone) {
    return ROW.format(at(unixNano, zone));
  }

  /** {@code 11-23 02:08:42.656}, for rows of more than one day. */
  public static String dayRow(long unixNano, ZoneId zone) {
    return DAY_ROW.format(at(unixNano, zone));
  }

  public static String clock(long unixNano, ZoneId zone) {
    return SHORT.format(at(unixNano, zone));
  }

  public static LocalDate day(long unixNano, ZoneId zone) {
    return at(unixNano, zone).toLocalDate();
  }

  /** {@code 2026-11-23 02:08:42.656123456 +01:00}, all nine digits. */
  public static String full(long unixNano, ZoneId zone) {
    return FULL.format(at(unixNano, zone));
  }

  /** Reads {@link #full} back. */
  public static long parseFull(String text) {
    Instant instant = ZonedDateTime.parse(text, FULL).toInstant();
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  /** Three significant digits and a unit: {@code 26.7 ms}. */
  public static String duration(long nanos) {
    double value = (double) Math.abs(nanos);
    String sign = nanos < 0 ? "-" : "";
    if (value < 1_000) {
      return nanos + " ns";
    }
    String[] units = {"µs", "ms", "s"};
    double scaled = value;
    for (String unit : units) {
      scaled /= 1000;
      if (scaled < 999.5 || unit.equals("s")) {
        if (unit.equals("s") && scaled >= 120) {
          break;
        }
        return sign + significant(scaled) + " " + unit;
      }
    }
    long seconds = Math.round(value / 1e9);
    return seconds < 7200
        ? sign + seconds / 60 + " m " + seconds % 60 + " s"
        : sign + seconds / 3600 + " h " + seconds % 3600 / 60 + " m";
  }

  private static String significant(double value) {
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** {@code 12 345}, with a narrow space that does not break. */
  public static String count(long number) {
    if (number > -1_000 && number < 1_000) {
      // Most counts are small, and a formatter costs a hundred times as much.
      return Long.toString(number);
    }
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202F');
  }

  /** A count and its noun: {@code 1 trace}, {@code 12 345 traces}. */
  public static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code 3.4 MiB}. */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = (double) bytes;
    String unit = "B";
    for (String next : new String[] {"KiB", "MiB", "GiB", "TiB"}) {
      if (value < 1023.5) {
        break;
      }
      value /= 1024;
      unit = next;
    }
    return significant(value) + " " + unit;
  }

  /** {@code 3.4 MiB of 10.0 GiB}; of no cap, which is the largest long, the first alone. */
  public static String bytesOf(long bytes, long cap) {
    return cap == Long.MAX_VALUE ? bytes(bytes) : bytes(bytes) + " of " + bytes(cap);
  }

  /** {@code 3 s ago}; {@code just now} within the last second and for a clock that went back. */
  public static String ago(long nanos) {
    return nanos < 1_000_000_000L
        ? "just now"
        : nanos < 60_000_000_000L
            ? nanos / 1_000_000_000L + " s ago"
            : nanos < 3_600_000_000_000L
                ? nanos / 60_000_000_000L + " min ago"
                : nanos < 172_800_000_000_000L
                    ? nanos / 3_600_000_000_000L + " h ago"
                    : nanos / 86_400_000_000_000L + " days ago";
  }

  /** A share of a whole: {@code 0 %}, {@code <0.1 %}, {@code 2.4 %}, {@code 38 %}. */
  public static String share(long part, long whole) {
    if (part <= 0 || whole <= 0) {
      return "0 %";
    }
    double percent = 100.0 * (double) part / (double) whole;
    if (percent < 0.1) {
      return "<0.1 %";
    }
    if (part < whole && percent > 99.9) {
      return ">99.9 %";
    }
    return String.format(Locale.ROOT, percent < 9.95 ? "%.1f %%" : "%.0f %%", percent);
  }

  /** Cuts in the middle, so that both ends can be read. */
  public static String middle(String text, int most) {
    if (text.length() <= most || most < 3) {
      return text;
    }
    int head = most / 2;
    return text.substring(0, head) + "…" + text.substring(text.length() - (most - head - 1));
  }
}
