package dev.eyepiece.ottl.value;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time and their nanoseconds since 1970. */
public final class Times {
  private static final DateTimeFormatter PLAIN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private Times() {}

  public static ZonedDateTime ofNanos(long nanos) {
    return ofSeconds(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  /** Seconds and nanoseconds since 1970, which may carry over. */
  public static ZonedDateTime ofSeconds(long seconds, long nanos) {
    try {
      return Instant.ofEpochSecond(seconds, nanos).atZone(ZoneOffset.UTC);
    } catch (java.time.DateTimeException | ArithmeticException e) {
      throw new OttlException(seconds + " s is out of the range of times");
    }
  }

  /** Nanoseconds since 1970; wraps for times that 64 bits do not reach. */
  public static long nanos(ZonedDateTime time) {
    return time.toEpochSecond() * 1_000_000_000L + time.getNano();
  }

  /** Nanoseconds from one time to another, at the ends of the range when they do not fit. */
  public static long between(ZonedDateTime from, ZonedDateTime to) {
    try {
      return Math.addExact(
          Math.multiplyExact(
              Math.subtractExact(to.toEpochSecond(), from.toEpochSecond()), 1_000_000_000L),
          to.getNano() - from.getNano());
    } catch (ArithmeticException e) {
      return to.isAfter(from) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
  }

  /** As JSON has it: RFC 3339 with as many digits of the second as there are. */
  public static String rfc3339(ZonedDateTime time) {
    return PLAIN.format(time) + fraction(time) + offset(time, ":", "Z");
  }

  /** As Go prints it: {@code 2006-01-02 15:04:05.5 +0000 UTC}. */
  public static String shown(ZonedDateTime time) {
    return PLAIN.format(time).replace('T', ' ')
        + fraction(time)
        + " "
        + offset(time, "", "+0000")
        + " "
        + ZoneNames.abbreviation(time);
  }

  private static String fraction(ZonedDateTime time) {
    if (time.getNano() == 0) {
      return "";
    }
    return ("." + String.format("%09d", time.getNano())).replaceFirst("0+$", "");
  }

  /** The offset from UTC as +hh:mm, or what stands for none. */
  public static String offset(ZonedDateTime time, String separator, String zero) {
    int seconds = time.getOffset().getTotalSeconds();
    if (seconds == 0) {
      return zero;
    }
    int minutes = Math.abs(seconds) / 60;
    return String.format(
        "%s%02d%s%02d", seconds < 0 ? "-" : "+", minutes / 60, separator, minutes % 60);
  }
}
