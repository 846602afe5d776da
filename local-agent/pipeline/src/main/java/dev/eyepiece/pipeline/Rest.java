package dev.eyepiece.pipeline;

import java.util.concurrent.TimeUnit;

/**
 * Tells when memory that a burst took is to be given back: when nothing was sealed for a while, or
 * nothing but a trickle, for a host that measures itself is never quite silent. For one thread.
 */
final class Rest {
  static final long AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A seal of fewer records is part of a trickle. */
  static final int TRICKLE = 4_096;

  /** A trickle takes so little that memory is given back again only after so many records. */
  static final long WORTH = 20_000;

  private long sealed;
  private long lastSeal;
  private long lastLarge;

  Rest(long now) {
    lastSeal = now;
    lastLarge = now;
  }

  /** So many records were sealed at a time in nanoseconds. */
  void sealed(long records, long now) {
    sealed += records;
    lastSeal = now;
    if (records >= TRICKLE) {
      lastLarge = now;
    }
  }

  /** Whether it is time; then it is so no more until enough was sealed again. */
  boolean take(long now) {
    boolean silent = sealed > 0 && now - lastSeal >= AFTER_NANOS;
    boolean trickles = sealed >= WORTH && now - lastLarge >= AFTER_NANOS;
    if (!silent && !trickles) {
      return false;
    }
    sealed = 0;
    return true;
  }
}
