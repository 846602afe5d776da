package dev.eyepiece.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program whose four functions take 50, 30, 15 and 5 of 100 parts of its time, profiled. */
final class Shares {
  /** Samples that are taken at least. */
  static final int ENOUGH = 2_000;

  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(90);

  private Shares() {}

  /** Profiles a process until there are enough samples. */
  static Flat profile(Process process, ProfilerRights rights) throws Exception {
    Flat flat = new Flat();
    ProfileOptions options =
        new ProfileOptions(ProfileKind.CPU, (int) process.pid(), 997, Duration.ZERO);
    long end = System.nanoTime() + DEADLINE_NANOS;
    try (HostProfiler profiler = HostProfiler.start(options, rights, Clock.systemUTC())) {
      while (profiler.stats().samples() < ENOUGH && System.nanoTime() < end) {
        process.waitFor(50, TimeUnit.MILLISECONDS);
        flat.add(profiler.take());
      }
      flat.add(profiler.stop());
      assertThat(profiler.stats().lost()).isZero();
    }
    return flat;
  }

  /**
   * Holds that the shares are those that the program makes, and that 99 of 100 stacks are complete.
   *
   * @param main what stands before the four functions in a stack
   * @param before what stands before each of their names, as their language has it
   */
  static void areRight(Flat flat, String main, String before) {
    long all = flat.sum(main);
    assertThat(all).as(flat.toString()).isGreaterThan(ENOUGH * 9 / 10);
    share(flat, main, before + "fifty;", 0.50, all);
    share(flat, main, before + "thirty;", 0.30, all);
    share(flat, main, before + "fifteen;", 0.15, all);
    share(flat, main, before + "five;", 0.05, all);
    assertThat(flat.sum(Flat.STOPPED)).as(flat.toString()).isLessThanOrEqualTo(all / 100);
  }

  /** By chance one right profile of 100,000 is further away than so many standard errors. */
  private static final double ERRORS = 4.5;

  /** Within the errors of a count of independent samples, and one sample of rounding. */
  private static void share(Flat flat, String main, String function, double expected, long all) {
    double error = ERRORS * Math.sqrt(expected * (1 - expected) / all) + 1.0 / all;
    assertThat((double) flat.sum(main, function) / all)
        .as("%s of %s in %s", function, all, flat)
        .isCloseTo(expected, within(error));
  }
}
