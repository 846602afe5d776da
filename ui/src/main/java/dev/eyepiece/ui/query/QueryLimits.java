package dev.eyepiece.ui.query;

import dev.eyepiece.ui.theme.Formats;
import java.time.Duration;

/**
 * How much a statement may take.
 *
 * @param time after which it is ended
 * @param rows that are kept of a result
 */
public record QueryLimits(Duration time, int rows) {

  /** The time in words, such as {@code 30 s}. */
  String timeText() {
    boolean whole = time.toMillis() % 1000 == 0;
    return whole && time.toSeconds() < 120
        ? time.toSeconds() + " s"
        : Formats.duration(time.toNanos());
  }
}
