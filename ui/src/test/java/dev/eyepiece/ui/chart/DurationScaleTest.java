package dev.eyepiece.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DurationScaleTest {

  @Test
  void holdsBothEndsAndGrows() {
    DurationScale scale = DurationScale.of(1_200_000, 30_000_000_000L);
    assertThat(scale).isEqualTo(new DurationScale(6, 11));
    assertThat(scale.at(1_000_000)).isZero();
    assertThat(scale.at(100_000_000_000L)).isEqualTo(1);
    assertThat(scale.at(0)).isZero();
    assertThat(scale.ticks(6)).startsWith(1_000_000L).endsWith(100_000_000_000L);
    assertThat(scale.ticks(3)).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void placeAndDurationAreInverse() {
    DurationScale scale = DurationScale.of(1_000, 10_000_000_000L);
    for (long nano : new long[] {1_000, 27_000, 5_000_000, 9_999_999_999L}) {
      assertThat(scale.nano(scale.at(nano))).isCloseTo(nano, within(1 + nano / 1_000_000));
    }
  }

  @Test
  void theLongestAndTheShortestHaveAPlace() {
    assertThat(DurationScale.of(0, 0)).isEqualTo(new DurationScale(0, 1));
    DurationScale all = DurationScale.of(0, Long.MAX_VALUE);
    assertThat(all.at(Long.MAX_VALUE)).isBetween(0.9, 1.0);
    assertThat(all.ticks(6)).hasSizeBetween(2, 6);
  }
}
