package dev.eyepiece.ui.waterfall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TraceModelTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 42L);

  @Test
  void everySpanIsThereOnceBelowItsParentWhateverTheShape() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      TraceModel model = new TraceModel(RandomTrace.make(random, 1 + random.nextInt(60), false));
      Set<Integer> seen = new HashSet<>();
      for (int position = 0; position < model.size(); position++) {
        int span = model.at(position);
        assertThat(seen.add(span)).isTrue();
        int parent = model.parent(span);
        if (parent >= 0) {
          assertThat(seen).contains(parent);
          assertThat(model.depth(span)).isEqualTo(model.depth(parent) + 1);
        } else {
          assertThat(model.depth(span)).isZero();
        }
        assertThat(model.end(position)).isGreaterThan(position);
        for (int below = position + 1; below < model.end(position); below++) {
          assertThat(model.depth(model.at(below))).isGreaterThan(model.depth(span));
        }
      }
      assertThat(seen).hasSize(model.size());
    }
  }

  @Test
  void theCriticalPathOfATidyTraceFillsItsRootWithoutOverlap() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      TraceModel model = new TraceModel(RandomTrace.make(random, 1 + random.nextInt(60), true));
      List<CriticalPath.Part> parts = CriticalPath.of(model);
      long root = model.spans().endUnixNano()[0] - model.spans().startUnixNano()[0];
      long sum = 0;
      for (int i = 0; i < parts.size(); i++) {
        CriticalPath.Part part = parts.get(i);
        sum += part.toUnixNano() - part.fromUnixNano();
        for (int j = 0; j < i; j++) {
          CriticalPath.Part other = parts.get(j);
          assertThat(
                  part.toUnixNano() <= other.fromUnixNano()
                      || part.fromUnixNano() >= other.toUnixNano())
              .as("seed %s, round %s", SEED, round)
              .isTrue();
        }
      }
      assertThat(sum).as("seed %s, round %s", SEED, round).isEqualTo(root);
    }
  }

  @Test
  void aTraceOfAHundredThousandLevelsDoesNotOverflow() {
    TraceModel model = new TraceModel(RandomTrace.chain(100_000));
    assertThat(model.maxDepth()).isEqualTo(100_000);
    assertThat(CriticalPath.of(model)).isNotEmpty();
  }

  @Test
  void ticksAreAtMostSixAndInSight() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2000; i++) {
      double from = random.nextDouble() * 1e9;
      TimeScale scale = new TimeScale(from, from + 1 + random.nextDouble() * 1e10, 800);
      assertThat(scale.ticks()).hasSizeBetween(1, 6).isSorted();
      assertThat(scale.ticks()).allMatch(t -> scale.x(t) >= -0.001 && scale.x(t) <= 800.001);
      assertThat(scale.nanos(scale.x(from + 5))).isCloseTo(from + 5, Offset.offset(1.0));
    }
  }
}
