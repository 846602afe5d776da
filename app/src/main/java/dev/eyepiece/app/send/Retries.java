package dev.eyepiece.app.send;

import java.time.Duration;
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
}
