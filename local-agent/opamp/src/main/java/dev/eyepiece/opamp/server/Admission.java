package dev.eyepiece.opamp.server;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Bounds how fast connections are opened, so that all agents of a fleet coming back at once do not
 * drown the server. Those that are refused are sent away for different times. Safe for use by
 * several threads.
 */
public final class Admission {
  private static final int LEAST_SECONDS = 30;
  private static final int SPREAD_SECONDS = 31;
  private static final double MILLIS = 1_000.0;

  private final int perSecond;
  private final int burst;
  private final InstantSource clock;
  private final RandomGenerator random;
  private double tokens;
  private long filledAt;

  public Admission(int perSecond, int burst, InstantSource clock, RandomGenerator random) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
    this.random = random;
    this.tokens = burst;
    this.filledAt = clock.millis();
  }

  /** Whether one more may be opened now; 0 for yes, else in how many seconds to come again. */
  public synchronized int ask() {
    long now = clock.millis();
    tokens = Math.min(burst, tokens + Math.max(0, now - filledAt) * perSecond / MILLIS);
    filledAt = now;
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    return LEAST_SECONDS + random.nextInt(SPREAD_SECONDS);
  }
}
