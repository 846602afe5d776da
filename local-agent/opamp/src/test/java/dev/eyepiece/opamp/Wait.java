package dev.eyepiece.opamp;

import java.util.function.BooleanSupplier;

/** Waits for what other threads do, each look a moment after the other. */
final class Wait {
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  private Wait() {}

  static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come to hold");
      }
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }
}
