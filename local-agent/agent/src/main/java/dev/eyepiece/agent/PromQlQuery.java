package dev.eyepiece.agent;

import dev.eyepiece.agent.settings.Durations;
import dev.eyepiece.store.TimeText;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A PromQL expression and the times that it is asked for.
 *
 * @param start the first step, such as {@code -1h} or {@code 2026-11-30T10:00Z}; null for one
 *     answer, at the end
 * @param end the last step is not later; null for now
 * @param step between two steps, such as {@code 15s}; null for about 250 steps
 * @param limit rows at most, each of which is a value; 0 for all
 */
public record PromQlQuery(
    String expression,
    @Nullable String start,
    @Nullable String end,
    @Nullable String step,
    long limit) {
  private static final long USUAL_STEPS = 250;
  private static final long SECOND = 1_000_000_000L;

  /**
   * The times that are meant at this moment, in nanoseconds since 1970.
   *
   * @param stepNano 0 for one answer, at the end
   */
  public record Times(long fromUnixNano, long toUnixNano, long stepNano) {}

  /** Reads the times. */
  public Times times(InstantSource clock) throws QueryException {
    InstantSource now = InstantSource.fixed(clock.instant());
    long to = time("end", end == null ? "now" : end, now);
    if (start == null) {
      if (step != null) {
        throw wrong("step", step, "start beside it");
      }
      return new Times(to, to, 0);
    }
    long from = time("start", start, now);
    if (from > to) {
      throw wrong("start", start, "a time that is not after the end");
    }
    return new Times(from, to, step(from, to));
  }

  private long step(long from, long to) throws QueryException {
    if (step == null) {
      return Math.max(1, Math.ceilDiv(to - from, USUAL_STEPS * SECOND)) * SECOND;
    }
    try {
      long nanos = Durations.parse(step).toNanos();
      if (nanos > 0) {
        return nanos;
      }
    } catch (IllegalArgumentException e) {
      throw wrong("step", step, "a time such as 15s");
    }
    throw wrong("step", step, "a time above zero");
  }

  private static long time(String name, String text, InstantSource clock) throws QueryException {
    OptionalLong time = TimeText.unixNano(text, clock);
    if (time.isEmpty()) {
      throw wrong(name, text, "a time such as now-1h, -15m or 2026-11-30T10:00Z");
    }
    return time.getAsLong();
  }

  private static QueryException wrong(String name, String text, String expected) {
    return new QueryException(
        name + " is '" + text + "'; expected " + expected, QueryException.NO_POSITION, true);
  }
}
