package dev.eyepiece.ui.shell;

import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.theme.Formats;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time ranges as people write and read them. */
final class RangeText {
  private static final Pattern BEFORE_NOW = Pattern.compile("-(\\d{1,6}) ?(s|m|min|h|d)");
  private static final long DAY_NANOS = 86_400_000_000_000L;

  /** What to say when a text is no time. */
  static final String EXPECTED = "14:05, 2026-11-23 14:05:10.5, -15m or now";

  private RangeText() {}

  /**
   * Reads one end of a range: {@code now}, {@code -15m}, {@code 14:05}, {@code 14:05:10.123},
   * {@code 2026-11-23} or {@code 2026-11-23 14:05:10}. A time without a date is today's.
   *
   * @return nanoseconds since 1970
   * @throws IllegalArgumentException saying what was wrong and what was expected
   */
  static long parse(String typed, Instant now, ZoneId zone) {
    String text = typed.strip();
    if (text.equals("now")) {
      return nanos(now);
    }
    Matcher before = BEFORE_NOW.matcher(text);
    if (before.matches()) {
      return nanos(now) - Long.parseLong(before.group(1)) * unit(before.group(2));
    }
    String[] parts = text.replace('T', ' ').split(" +", -1);
    try {
      boolean dated = parts[0].indexOf('-') > 0;
      LocalDate day = dated ? LocalDate.parse(parts[0]) : now.atZone(zone).toLocalDate();
      boolean timed = parts.length > (dated ? 1 : 0);
      LocalTime time = timed ? LocalTime.parse(parts[dated ? 1 : 0]) : LocalTime.MIDNIGHT;
      if (parts.length > (dated ? 2 : 1)) {
        throw new DateTimeParseException("more than a date and a time", text, 0);
      }
      return nanos(LocalDateTime.of(day, time).atZone(zone).toInstant());
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new IllegalArgumentException("'" + typed + "' is no time; expected " + EXPECTED, e);
    }
  }

  private static long unit(String unit) {
    return switch (unit) {
      case "s" -> 1_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      case "d" -> DAY_NANOS;
      default -> 60_000_000_000L;
    };
  }

  private static long nanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  /**
   * Reads both ends.
   *
   * @throws IllegalArgumentException also when the range ends before it starts
   */
  static Ambient.Range.Between between(String from, String to, Instant now, ZoneId zone) {
    long start = parse(from, now, zone);
    long end = parse(to, now, zone);
    if (end <= start) {
      throw new IllegalArgumentException("the range ends before it starts: " + from + " to " + to);
    }
    return new Ambient.Range.Between(new TimeRange(start, end));
  }

  /** A range in few characters: {@code Last 15 min}, {@code 14:05:10 – 14:07:00}. */
  static String compact(Ambient.Range range, ZoneId zone) {
    return switch (range) {
      case Ambient.Range.All all -> "All time";
      case Ambient.Range.Last last -> {
        long minutes = last.length().toMinutes();
        yield "Last " + (minutes < 120 ? minutes + " min" : minutes / 60 + " h");
      }
      case Ambient.Range.Between between -> between(between.range(), zone);
    };
  }

  private static String between(TimeRange range, ZoneId zone) {
    long from = range.fromUnixNano();
    long to = range.toUnixNano();
    boolean brief = to - from < 10_000_000_000L;
    String start = brief ? Formats.row(from, zone) : Formats.clock(from, zone);
    String end = brief ? Formats.row(to, zone) : Formats.clock(to, zone);
    LocalDate first = Formats.day(from, zone);
    return first.equals(Formats.day(to, zone))
        ? start + " – " + end
        : first + " " + start + " – " + Formats.day(to, zone) + " " + end;
  }

  /** An end of a range as it can be read back: exact to the nanosecond. */
  static String exact(long unixNano, ZoneId zone) {
    return Formats.full(unixNano, zone).substring(0, 29);
  }
}
