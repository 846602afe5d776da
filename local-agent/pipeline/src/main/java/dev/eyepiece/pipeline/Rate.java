package dev.eyepiece.pipeline;

/** A count over the last whole second. One thread adds, any thread reads, none waits. */
final class Rate {
  private record Seconds(long second, long current, long last) {
    /** As of a second; one that the clock has gone back to starts anew. */
    Seconds at(long now) {
      return now == second ? this : new Seconds(now, 0, now == second + 1 ? current : 0);
    }
  }

  private volatile Seconds seconds = new Seconds(0, 0, 0);

  void add(long amount, long nowNanos) {
    Seconds turned = seconds.at(nowNanos / 1_000_000_000L);
    seconds = new Seconds(turned.second, turned.current + amount, turned.last);
  }

  long get(long nowNanos) {
    return seconds.at(nowNanos / 1_000_000_000L).last;
  }
}
