package dev.eyepiece.opamp.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** The header Retry-After (RFC 9110, section 10.2.3). */
final class RetryAfter {
  /** What the specification recommends at the least when a server does not say. */
  static final Duration DEFAULT = Duration.ofSeconds(30);

  private static final Duration MOST = Duration.ofMinutes(10);

  private RetryAfter() {}

  static Duration of(HttpHeaders headers, Instant now) {
    String text = headers.firstValue("retry-after").orElse("");
    if (text.matches("[0-9]{1,9}")) {
      return bounded(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      return bounded(
          Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text))));
    } catch (DateTimeParseException notSaid) {
      return DEFAULT;
    }
  }

  static Duration bounded(Duration time) {
    return time.isNegative() ? Duration.ZERO : time.compareTo(MOST) > 0 ? MOST : time;
  }
}
