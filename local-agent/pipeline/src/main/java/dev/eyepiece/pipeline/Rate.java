package dev.eyepiece.pipeline;

/** A count over the last whole second. Safe for use by several threads. */
final class Rate {
  private long second;
  private long current;
  private long last;

  synchronized void add(long amount, long nowNanos) {
    turn(nowNanos / 1_000_000_000L);
    current += amount;
  }

  private void turn(long now) {
    if (now != second) {
      last = now == second + 1 ? current : 0;
      current = 0;
      second = now;
    }
  }

  synchronized long get(long nowNanos) {
    long now = nowNanos / 1_000_000_000L;
    long behind = now - second;
    return behind == 0 ? last : behind == 1 ? current : 0;
  }
}
