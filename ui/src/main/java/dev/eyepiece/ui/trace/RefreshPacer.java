package dev.eyepiece.ui.trace;

/**
 * When live views may ask again: at most once a second, and never busy for more than a quarter of
 * the time. For one thread; times in nanoseconds of one monotonic clock.
 */
final class RefreshPacer {
  private static final long AT_MOST_EVERY = 1_000_000_000L;
  private static final long SHARE = 4;

  private boolean asked;
  private long startedAt;
  private long gap = AT_MOST_EVERY;

  void started(long now) {
    asked = true;
    startedAt = now;
  }

  void finished(long now) {
    gap = Math.max(AT_MOST_EVERY, Math.multiplyExact(SHARE, Math.max(0, now - startedAt)));
  }

  /** Nanoseconds to wait from now, 0 when it may ask at once. */
  long delay(long now) {
    return asked ? Math.max(0, startedAt + gap - now) : 0;
  }
}
