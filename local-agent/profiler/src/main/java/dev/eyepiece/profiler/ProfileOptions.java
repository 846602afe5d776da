package dev.eyepiece.profiler;

import java.time.Duration;

/**
 * What is profiled.
 *
 * @param pid one process with all its threads, or 0 for all processes
 * @param hz ticks a second on each processor, 1 to 10,000; of no meaning for waits
 * @param minWait waits that are shorter are not shown; of no meaning for ticks
 */
public record ProfileOptions(ProfileKind kind, int pid, int hz, Duration minWait) {
  public static final int DEFAULT_HZ = 99;
  public static final int MOST_HZ = 10_000;
  public static final Duration DEFAULT_MIN_WAIT = Duration.ofMillis(1);

  public ProfileOptions {
    if (hz < 1 || hz > MOST_HZ) {
      throw new IllegalArgumentException(
          "a rate of " + hz + " Hz is out of range; expected 1 to " + MOST_HZ);
    }
    if (pid < 0) {
      throw new IllegalArgumentException("no process has the id " + pid);
    }
    if (minWait.isNegative() || minWait.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "waits of at least " + minWait + " cannot be; expected 0 to an hour");
    }
  }

  /** All processes, at 99 Hz or from a millisecond on. */
  public static ProfileOptions wholeHost(ProfileKind kind) {
    return new ProfileOptions(kind, 0, DEFAULT_HZ, DEFAULT_MIN_WAIT);
  }

  public ProfileOptions ofProcess(int newPid) {
    return new ProfileOptions(kind, newPid, hz, minWait);
  }

  public ProfileOptions atRate(int newHz) {
    return new ProfileOptions(kind, pid, newHz, minWait);
  }
}
