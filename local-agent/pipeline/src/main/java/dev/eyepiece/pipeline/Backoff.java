package dev.eyepiece.pipeline;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before something is tried again: twice as long each time, up to a most, and of
 * that between half and all by chance, so that many who failed together do not come together.
 */
record Backoff(Duration first, Duration most, RandomGenerator random) {
  /**
   * The longest wait that a receiver is granted when it asks for one; who asks for years would have
   * nothing sent for ever.
   */
  static final Duration MOST_ASKED = Duration.ofMinutes(10);

  private static final int MOST_DOUBLINGS = 30;

  /**
   * The wait before a try, in nanoseconds.
   *
   * @param failures how often it failed, from 1
   */
  long nanos(int failures) {
    long doublings = Math.clamp(failures - 1, 0, MOST_DOUBLINGS);
    long wait = Math.min(most.toNanos(), first.toNanos() << Math.min(doublings, shift()));
    return wait / 2 + random.nextLong(wait / 2 + 1);
  }

  /** Doublings after which the most is reached for sure, without an overflow. */
  private long shift() {
    return Long.numberOfLeadingZeros(Math.max(1, first.toNanos())) - 1L;
  }

  /** What a receiver asks for, within reason, in nanoseconds. */
  static long asked(Duration delay) {
    return Math.clamp(delay.toNanos(), 0, MOST_ASKED.toNanos());
  }
}
