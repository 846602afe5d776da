package dev.eyepiece.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AxisTest {
  private final long seed = Long.getLong("eyepiece.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void ticksAreRoundAndReachTheLargestValueWithoutWaste() {
    for (int round = 0; round < 10_000; round++) {
      double most = Math.pow(10, random.nextDouble() * 14 - 2);
      List<Double> ticks = Axis.linear(most, 1e-3).ticks();
      String what = "seed " + seed + ", most " + most;
      assertThat(ticks.getLast()).as(what).isGreaterThanOrEqualTo(most * 0.999999);
      assertThat(ticks.get(ticks.size() - 2)).as(what).isLessThan(most);
      assertThat(ticks).as(what).hasSizeBetween(3, 5).first().isEqualTo(0.0);
      double step = ticks.get(1);
      double mantissa = step / Math.pow(10, Math.floor(Math.log10(step) + 1e-9));
      assertThat(Math.round(mantissa)).as(what).isIn(1L, 2L, 5L);
      assertThat(mantissa).as(what).isCloseTo((double) Math.round(mantissa), Offset.offset(1e-6));
    }
  }

  @Test
  void aLogAxisHoldsAllValuesBetweenPowersOfTen() {
    for (int round = 0; round < 10_000; round++) {
      double least = Math.pow(10, random.nextDouble() * 10);
      double most = least * Math.pow(10, random.nextDouble() * 8);
      Axis axis = Axis.log(least, most);
      String what = "seed " + seed + ", " + least + " to " + most;
      assertThat(axis.ticks().getFirst()).as(what).isLessThanOrEqualTo(least);
      assertThat(axis.ticks().getLast()).as(what).isGreaterThanOrEqualTo(most * 0.999999);
      assertThat(axis.ticks()).as(what).hasSizeBetween(2, 5);
      assertThat(axis.at(axis.ticks().getFirst())).as(what).isZero();
      assertThat(axis.at(axis.ticks().getLast())).as(what).isCloseTo(1, Offset.offset(1e-9));
      assertThat(axis.at(least)).as(what).isBetween(0.0, axis.at(most));
    }
  }

  @Test
  void nothingHasAnAxisToo() {
    assertThat(Axis.linear(0, 10).ticks().getLast()).isGreaterThanOrEqualTo(10);
    assertThat(Axis.log(0, 0).ticks()).hasSize(2);
  }
}
