package dev.eyepiece.pipeline;

import java.util.concurrent.TimeUnit;

/**
 * Tells when a burst is over: what is left of it is sealed at once, while the machine has nothing
 * else to do, rather than when it is old. Only what was enough for a seal is a burst, so that a
 * seal of few records follows a seal of many at most once, and a trickle waits as long as it may.
 * For one thread.
 */
final class Burst {
  /** Nothing came for so long. */
  static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private boolean underWay;
  private long sealedAt;

  /**
   * Some records were sealed.
   *
   * @param many whether that was because they were many, rather than old or left of a burst
   * @param now when that ended, in nanoseconds
   */
  void sealed(boolean many, long now) {
    underWay = many;
    sealedAt = now;
  }

  /**
   * Whether what is not sealed is the end of a burst. While a seal goes on senders may have been
   * told to come again, so that what they do then counts.
   *
   * @param newest when the newest of it came, in nanoseconds of the same clock as {@code now}
   */
  boolean isOver(long newest, long now) {
    return underWay && now - newest >= QUIET_NANOS && now - sealedAt >= QUIET_NANOS;
  }
}
