package dev.eyepiece.telemetry;

import java.util.function.LongSupplier;

/**
 * Knows whether this process stood still lately, with its machine or alone. Peers went on
 * meanwhile: what they gave up and what they sent in its place is then read in any order. Somebody
 * ticks, anybody asks.
 */
public final class StandStill {
  /** How often it is to be ticked. */
  public static final long TICK_MILLIS = 250;

  private static final long GAP_NANOS = 750_000_000;
  private static final long LATELY_NANOS = 3_000_000_000L;

  private final LongSupplier nanoTime;
  private final LongSupplier unixNanos;
  private volatile long tickedNanos;
  private volatile long tickedUnixNanos;
  private volatile long stoodUntil;
  private volatile boolean stood;

  /**
   * @param nanoTime monotonic; it may stop while a machine sleeps
   * @param unixNanos since 1970; it may be set, which looks the same
   */
  public StandStill(LongSupplier nanoTime, LongSupplier unixNanos) {
    this.nanoTime = nanoTime;
    this.unixNanos = unixNanos;
    tickedNanos = nanoTime.getAsLong();
    tickedUnixNanos = unixNanos.getAsLong();
  }

  /** By the clocks of this machine. */
  public static StandStill ofMachine() {
    return new StandStill(System::nanoTime, () -> System.currentTimeMillis() * 1_000_000);
  }

  /** It goes on; for one thread. */
  public void tick() {
    long now = nanoTime.getAsLong();
    if (isLate(now)) {
      stoodUntil = now;
      stood = true;
    }
    tickedNanos = now;
    tickedUnixNanos = unixNanos.getAsLong();
  }

  /** Whether it stood still for most of a second or longer, and goes on since some seconds. */
  public boolean lately() {
    long now = nanoTime.getAsLong();
    return isLate(now) || (stood && now - stoodUntil < LATELY_NANOS);
  }

  private boolean isLate(long now) {
    return now - tickedNanos > GAP_NANOS
        || Math.abs(unixNanos.getAsLong() - tickedUnixNanos) > GAP_NANOS;
  }
}
