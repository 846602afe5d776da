package dev.eyepiece.ui.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeScaleTest {

  @Test
  void ticksAreFewRoundInsideAndWhereTheirTimeIs() {
    for (int i = 0; i < 2000; i++) {
      long seed = Seed.of(i);
      var random = Seed.random(seed);
      double total = Math.pow(10, 1 + 18 * random.nextDouble());
      TimeScale scale = TimeScale.whole(total, 100 + random.nextInt(1500));
      for (int k = random.nextInt(20); k > 0; k--) {
        scale = scale.zoom(random.nextDouble() * scale.width(), 0.5 + random.nextDouble());
      }
      List<TimeScale.Tick> ticks = scale.ticks(6);
      assertThat(ticks).as("seed %d", seed).hasSizeBetween(1, 6);
      for (TimeScale.Tick tick : ticks) {
        assertThat(tick.x()).as("seed %d", seed).isBetween(-0.001, scale.width() + 0.001);
        assertThat(scale.x(tick.nano())).as("seed %d", seed).isEqualTo(tick.x());
      }
    }
  }

  @Test
  void zoomKeepsWhatIsUnderThePointer() {
    for (int i = 0; i < 500; i++) {
      long seed = Seed.of(i);
      var random = Seed.random(seed);
      TimeScale scale = TimeScale.whole(1e9, 1000).between(2e8, 6e8);
      double x = random.nextDouble() * 1000;
      TimeScale zoomed = scale.zoom(x, 0.3 + 0.6 * random.nextDouble());
      assertThat(zoomed.nano(x)).as("seed %d", seed).isCloseTo(scale.nano(x), within(1.0));
    }
  }

  @Test
  void neverLeavesTheTrace() {
    for (int i = 0; i < 500; i++) {
      long seed = Seed.of(i);
      var random = Seed.random(seed);
      TimeScale scale = TimeScale.whole(Math.pow(10, random.nextInt(19)), 640);
      for (int k = 0; k < 20; k++) {
        scale =
            random.nextBoolean()
                ? scale.pan(random.nextDouble() * 4 - 2)
                : scale.zoom(random.nextDouble() * 640, 4 * random.nextDouble() + 0.01);
        assertThat(scale.from()).as("seed %d", seed).isNotNegative();
        assertThat(scale.to()).as("seed %d", seed).isLessThanOrEqualTo(scale.total() * 1.000001);
        assertThat(scale.length()).as("seed %d", seed).isPositive();
      }
    }
  }

  @Test
  void aWholeScaleGrowsWithItsTrace() {
    assertThat(TimeScale.whole(100, 10).withTotal(200).to()).isEqualTo(200);
    assertThat(TimeScale.whole(100, 10).between(10, 60).withTotal(200).to()).isEqualTo(60);
  }

  @Test
  void labelsStandBesideTheBarOrInsideItAndNeverOutsideTheScale() {
    TimeScale scale = TimeScale.whole(1000, 1000);
    assertThat(BarLabel.of(scale, 100, 200, 50, 0, 0).side()).isEqualTo(BarLabel.Side.RIGHT);
    assertThat(BarLabel.of(scale, 900, 990, 50, 0, 0).side()).isEqualTo(BarLabel.Side.LEFT);
    assertThat(BarLabel.of(scale, 10, 990, 50, 0, 0).side()).isEqualTo(BarLabel.Side.INSIDE);
    for (int i = 0; i < 2000; i++) {
      long seed = Seed.of(i);
      var random = Seed.random(seed);
      TimeScale zoomed =
          scale.between(random.nextInt(900), random.nextInt(1000)).withWidth(100 + i % 700);
      long start = random.nextInt(1000);
      long end = start + random.nextInt(1000 - (int) start + 1);
      if (BarLabel.isVisible(zoomed, start, end)) {
        int air = random.nextInt(70);
        int lead = random.nextInt(20);
        BarLabel label = BarLabel.of(zoomed, start, end, 50, air, lead);
        assertThat(label.width()).as("seed %d", seed).isGreaterThanOrEqualTo(BarLabel.MIN_WIDTH);
        assertThat(label.labelX()).as("seed %d", seed).isNotNegative();
        assertThat(label.labelX() + 50)
            .as("seed %d", seed)
            .isLessThanOrEqualTo(Math.max(50, zoomed.width() + air));
        if (label.side() == BarLabel.Side.LEFT) {
          assertThat(label.labelX() + 50 + lead).as("seed %d", seed).isLessThan(label.x());
        }
        if (label.side() == BarLabel.Side.RIGHT && label.x() < lead) {
          assertThat(label.labelX()).as("seed %d", seed).isGreaterThan(label.x() + lead);
        }
      }
    }
  }
}
