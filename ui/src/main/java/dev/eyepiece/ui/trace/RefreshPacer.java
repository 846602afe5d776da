package dev.eyepiece.ui.trace;

/**
 * When live views may ask again: at most once a second, and busy for a quarter of the time at most;
 * but after a rest of ten seconds in any case, since on a host in trouble a question can take a
 * minute, and what is shown must not be old for four. For one thread; times in nanoseconds of one
 * monotonic clock.
 */
final class RefreshPacer {
  private static final long AT_MOST_EVERY = 1_000_000_000L;
  private static final long SHARE = 4;
  private static final long LONGEST_REST = 10_000_000_000L;

  private boolean asked;
  private long startedAt;
  private long gap = AT_MOST_EVERY;

  void started(long now) {
    asked = true;
    startedAt = now;
  }

  void finished(long now) {
    long took = Math.max(0, now - startedAt);
    long rest = Math.min(LONGEST_REST, took * (SHARE - 1));
    gap = Math.max(AT_MOST_EVERY, took + rest);
  }

  /** Nanoseconds to wait from now, 0 when it may ask at once. */
  long delay(long now) {
    return asked ? Math.max(0, startedAt + gap - now) : 0;
  }
}
