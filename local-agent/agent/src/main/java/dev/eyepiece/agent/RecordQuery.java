package dev.eyepiece.agent;

import dev.eyepiece.agent.settings.Durations;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Which records.
 *
 * @param signal of which they are: spans, log records, data points or samples
 * @param search in the search language; empty matches everything
 * @param since a time back from now such as {@code 15m}, or an instant such as {@code
 *     2026-01-31T10:00:00Z}; null for no limit. A record belongs to it by its time, a span by its
 *     start
 * @param limit at most so many; 0 for all
 */
public record RecordQuery(Signal signal, String search, @Nullable String since, long limit) {
  /** Rows given when nobody says how many. */
  public static final long DEFAULT_LIMIT = 1_000;

  /** The range that {@code since} means at this moment. */
  public TimeRange range(Instant now) throws QueryException {
    if (since == null) {
      return TimeRange.ALL;
    }
    return new TimeRange(unixNano(from(since, now)), Long.MAX_VALUE);
  }

  private static Instant from(String since, Instant now) throws QueryException {
    try {
      return Instant.parse(since);
    } catch (DateTimeParseException notAnInstant) {
      try {
        return now.minus(Durations.parse(since));
      } catch (IllegalArgumentException e) {
        throw new QueryException(
            "since '"
                + since
                + "' is neither a time such as 15m, 2h or 1d nor an instant such as"
                + " 2026-01-31T10:00:00Z",
            QueryException.NO_POSITION,
            true);
      }
    }
  }

  private static long unixNano(Instant instant) throws QueryException {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (ArithmeticException e) {
      throw new QueryException(
          "since " + instant + " is outside of the years 1678 to 2262",
          QueryException.NO_POSITION,
          true);
    }
  }
}
