package dev.eyepiece.ui.chart;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round instants on an axis of time: the one list from which lines and labels are drawn. */
public final class TimeTicks {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static final long[] STEPS = {
    1_000,
    2_000,
    5_000,
    10_000,
    20_000,
    50_000,
    100_000,
    200_000,
    500_000,
    MILLI,
    2 * MILLI,
    5 * MILLI,
    10 * MILLI,
    20 * MILLI,
    50 * MILLI,
    100 * MILLI,
    200 * MILLI,
    500 * MILLI,
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    30 * DAY,
    90 * DAY,
    365 * DAY
  };

  private TimeTicks() {}

  /**
   * A tick.
   *
   * @param unixNano where
   * @param label as short as the distance to its neighbours allows
   */
  public record Tick(long unixNano, String label) {}

  /**
   * Ticks within a stretch of time, both ends included.
   *
   * @param most at least 1
   * @param zone whose round hours and midnights are meant
   */
  public static List<Tick> of(long fromUnixNano, long toUnixNano, int most, ZoneId zone) {
    long length = toUnixNano - fromUnixNano;
    if (length <= 0) {
      return List.of(new Tick(fromUnixNano, label(fromUnixNano, SECOND, zone)));
    }
    long step = step(length, most);
    long offset = offset(fromUnixNano, zone);
    List<Tick> ticks = new ArrayList<>();
    long at = Math.floorDiv(fromUnixNano + offset, step) * step - offset;
    for (; at <= toUnixNano && ticks.size() <= most; at += step) {
      if (at >= fromUnixNano) {
        ticks.add(new Tick(at, label(at, step, zone)));
      }
    }
    return List.copyOf(ticks);
  }

  private static long step(long length, int most) {
    for (long step : STEPS) {
      if (length / step < most) {
        return step;
      }
    }
    return Math.max(1, length / most + 1);
  }

  /** Nanoseconds by which the zone's clock is ahead, so that steps of hours fall on full ones. */
  private static long offset(long unixNano, ZoneId zone) {
    return at(unixNano, zone).getOffset().getTotalSeconds() * SECOND;
  }

  private static ZonedDateTime at(long unixNano, ZoneId zone) {
    return Instant.ofEpochSecond(Math.floorDiv(unixNano, SECOND), Math.floorMod(unixNano, SECOND))
        .atZone(zone);
  }

  private static String label(long unixNano, long step, ZoneId zone) {
    ZonedDateTime at = at(unixNano, zone);
    String pattern =
        step < MILLI
            ? "HH:mm:ss.SSSSSS"
            : step < SECOND
                ? "HH:mm:ss.SSS"
                : step < MINUTE
                    ? "HH:mm:ss"
                    : step < DAY && !at.toLocalTime().equals(java.time.LocalTime.MIDNIGHT)
                        ? "HH:mm"
                        : "d MMM";
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(at);
  }

  /** {@code 23 Nov 2026}. */
  public static String day(LocalDate day) {
    return DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).format(day);
  }
}
