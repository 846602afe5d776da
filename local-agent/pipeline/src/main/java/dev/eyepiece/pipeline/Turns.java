package dev.eyepiece.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells when the work that one thread had begun with something is over, once that was replaced:
 * only then can what was replaced be ended. One thread works and never waits; any thread waits.
 */
final class Turns {
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** Odd while a turn is under way. */
  private final AtomicLong count = new AtomicLong();

  /** Before the working thread looks at what may be replaced. */
  void begin() {
    count.incrementAndGet();
  }

  void end() {
    count.incrementAndGet();
  }

  /** Waits for the end of a turn that is under way; not for those that begin meanwhile. */
  void awaitThoseUnderWay() {
    long now = count.get();
    while (now % 2 != 0 && count.get() == now) {
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
  }
}
