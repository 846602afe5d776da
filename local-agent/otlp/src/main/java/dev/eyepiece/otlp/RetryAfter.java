package dev.eyepiece.otlp;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}. */
final class RetryAfter {
  private RetryAfter() {}

  /** Reads seconds or a date (RFC 9110, 10.2.3). Null when it is neither. */
  static @Nullable Duration read(String header, Instant now) {
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
