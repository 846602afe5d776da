package dev.eyepiece.pipeline;

import java.util.concurrent.locks.LockSupport;

/** Waits for what has to come true; gives up, with an error, long after it should have. */
final class Await {
  private static final long DEADLINE_NANOS = 120_000_000_000L;

  private Await() {}

  /** A condition that may fail in a way of its own. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void until(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + DEADLINE_NANOS;
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came true: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
