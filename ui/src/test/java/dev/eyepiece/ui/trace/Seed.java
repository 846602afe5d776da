package dev.eyepiece.ui.trace;

import java.util.Random;

/** Randomness of tests: the seed is in every failure's text and can be set to run it again. */
public final class Seed {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261124);

  private Seed() {}

  /** The seed of one case out of many. */
  public static long of(int testCase) {
    return SEED + testCase;
  }

  public static Random random(long seed) {
    return new Random(seed);
  }
}
