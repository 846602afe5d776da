package dev.eyepiece.ui.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayHistogramTest {
  @Test
  void quantilesAreAtMostASixteenthAboveTheTrueOnes() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      DelayHistogram histogram = new DelayHistogram();
      long[] delays = new long[1 + random.nextInt(500)];
      for (int i = 0; i < delays.length; i++) {
        delays[i] = random.nextLong(1L << (1 + random.nextInt(50)));
        histogram.add(delays[i]);
      }
      Arrays.sort(delays);
      for (double part : new double[] {0, 0.5, 0.99, 1}) {
        int rank = Math.max(1, (int) Math.ceil(part * delays.length));
        long exact = delays[rank - 1];
        assertThat(histogram.quantile(part))
            .as("seed %s, round %s, part %s", seed, round, part)
            .isBetween(exact, exact + exact / 16 + 1);
      }
      assertThat(histogram.longest()).isEqualTo(delays[delays.length - 1]);
    }
  }

  @Test
  void anEmptyOneHasNoDelay() {
    assertThat(new DelayHistogram().quantile(0.99)).isZero();
  }
}
