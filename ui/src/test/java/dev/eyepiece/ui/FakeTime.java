package dev.eyepiece.ui;

import dev.eyepiece.ui.trace.Later;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that passes when it is told to: what is to run later runs at once, and time is then that.
 */
public final class FakeTime implements Later {
  private final AtomicLong nanos = new AtomicLong();

  /** Nanoseconds since the beginning. */
  public long nanos() {
    return nanos.get();
  }

  /** Lets milliseconds go by. */
  public void pass(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }

  /** A clock that shows an instant now, and goes on as this time does. */
  public InstantSource showing(Instant now) {
    Instant start = now.minusNanos(nanos());
    return () -> start.plusNanos(nanos());
  }

  @Override
  public void run(long afterNanos, Runnable action) {
    nanos.addAndGet(afterNanos);
    action.run();
  }
}
