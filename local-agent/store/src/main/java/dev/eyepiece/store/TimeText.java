package dev.eyepiece.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads times of searches: relative to now, of the calendar (UTC where no zone is said). */
public final class TimeText {
  private static final double LATEST = 9.2e18;
  private static final Pattern RELATIVE = Pattern.compile("(?:now)?([+-]\\S{1,40})|now");
  private static final Pattern CALENDAR =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)"
              + "(?:T(\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?)?(Z|[+-]\\d\\d:\\d\\d)?)?");

  private TimeText() {}

  /**
   * Nanoseconds since 1970 of a text such as {@code now-1h}, {@code -15m}, {@code
   * 2026-11-30T10:00Z} or {@code 2026-11-30}, of which the last two stand for their first instant;
   * empty for any other text.
   */
  public static OptionalLong unixNano(String text, InstantSource clock) {
    Instant now = clock.instant();
    Stretch found = parse(text, now.getEpochSecond() * 1_000_000_000L + now.getNano());
    return found == null ? OptionalLong.empty() : OptionalLong.of(found.from());
  }

  /**
   * A time as exact as it was written.
   *
   * @param from its first nanosecond since 1970
   * @param to behind its last; the same as {@code from} for a time that is an instant
   */
  record Stretch(long from, long to) {}

  /** Null for a text that is no time between the years 1678 and 2261. */
  static @Nullable Stretch parse(String text, long nowUnixNano) {
    Matcher relative = RELATIVE.matcher(text);
    if (relative.matches()) {
      return relative(relative.group(1), nowUnixNano);
    }
    Matcher calendar = CALENDAR.matcher(text);
    return calendar.matches() ? calendar(calendar) : null;
  }

  private static @Nullable Stretch relative(@Nullable String distance, long nowUnixNano) {
    if (distance == null) {
      return new Stretch(nowUnixNano, nowUnixNano);
    }
    OptionalDouble nanos = Quantity.time(distance);
    if (nanos.isEmpty() || Math.abs(nanos.getAsDouble() + nowUnixNano) > LATEST) {
      return null;
    }
    long at = nowUnixNano + Math.round(nanos.getAsDouble());
    return new Stretch(at, at);
  }

  private static @Nullable Stretch calendar(Matcher parts) {
    int year = Integer.parseInt(parts.group(1));
    if (year < 1678 || year > 2261) {
      return null;
    }
    try {
      String zone = parts.group(8);
      LocalDateTime time =
          LocalDateTime.of(
              year,
              number(parts.group(2)),
              number(parts.group(3)),
              number(parts.group(4)),
              number(parts.group(5)),
              number(parts.group(6)));
      long seconds = time.toEpochSecond(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone));
      String fraction = parts.group(7);
      long nanos = fraction == null ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
      long from = seconds * 1_000_000_000L + nanos;
      return new Stretch(from, from + width(parts, fraction));
    } catch (DateTimeException e) {
      // Such as the 31st of November: no time.
      return null;
    }
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static long width(Matcher parts, @Nullable String fraction) {
    long second = 1_000_000_000L;
    if (fraction != null) {
      return Math.round(Math.pow(10, 9 - fraction.length()));
    }
    return parts.group(6) != null
        ? second
        : parts.group(5) != null
            ? 60 * second
            : parts.group(4) != null ? 3600 * second : 86_400 * second;
  }
}
