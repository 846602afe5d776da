package dev.eyepiece.app.send;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How often a request is repeated, and how long after: what the receiver asks for goes before a
 * pause that doubles.
 */
final class Retries {
  /** Tries of one request. */
  static final int TRIES = 6;

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private Retries() {}

  /**
   * The pause before the next try.
   *
   * @param asked what the receiver asks for; null when it does not say
   * @param tries how often it was tried, from 1
   */
  static Duration pause(@Nullable Duration asked, int tries) {
    Duration wanted = asked == null ? Duration.ofMillis(250L << tries) : asked;
    return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
  }

  /**
   * Reads the header {@code Retry-After}: seconds or a date (RFC 9110, 10.2.3). Null when it is
   * neither.
   */
  static @Nullable Duration retryAfter(String header, Instant now) {
    if (header.matches("[0-9]{1,6}")) {
      return Duration.ofSeconds(Long.parseLong(header));
    }
    try {
      Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header));
      Duration pause = Duration.between(now, then).truncatedTo(ChronoUnit.MILLIS);
      return pause.isNegative() ? Duration.ZERO : pause;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
