package dev.eyepiece.agent.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them. */
public final class Durations {
  private static final Pattern TIME =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?) ?(ns|us|µs|ms|s|m|h|d|w)");

  private Durations() {}

  /**
   * Reads {@code 500ms}, {@code 1.5h}, {@code 15m}, {@code 2d}.
   *
   * @throws IllegalArgumentException when it is no such text or above 100 years
   */
  public static Duration parse(String text) {
    Matcher match = TIME.matcher(text.strip());
    if (!match.matches()) {
      throw new IllegalArgumentException("no time with a unit");
    }
    long unitNanos =
        switch (match.group(2)) {
          case "ns" -> 1L;
          case "us", "µs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          case "d" -> 86_400_000_000_000L;
          default -> 604_800_000_000_000L;
        };
    BigDecimal nanos = new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(unitNanos));
    if (nanos.compareTo(BigDecimal.valueOf(Duration.ofDays(36_525).toNanos())) > 0) {
      throw new IllegalArgumentException("more than 100 years");
    }
    return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }
}
