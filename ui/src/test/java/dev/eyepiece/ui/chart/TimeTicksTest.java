package dev.eyepiece.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTicksTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long NOON = Instant.parse("2026-11-23T12:00:00Z").getEpochSecond() * SECOND;

  @Test
  void ticksAreRoundAndWithinAndFew() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      long from = NOON + random.nextLong(400L * 86_400 * SECOND);
      long to = from + 1 + (long) Math.pow(10, 3 + random.nextDouble() * 14);
      int most = 1 + random.nextInt(12);
      List<TimeTicks.Tick> ticks = TimeTicks.of(from, to, most, ZoneOffset.UTC);
      assertThat(ticks.size()).as("seed %d", seed).isLessThanOrEqualTo(most + 1);
      assertThat(ticks)
          .as("seed %d", seed)
          .allMatch(tick -> tick.unixNano() >= from && tick.unixNano() <= to)
          .isSortedAccordingTo((a, b) -> Long.compare(a.unixNano(), b.unixNano()));
      for (int k = 2; k < ticks.size(); k++) {
        assertThat(ticks.get(k).unixNano() - ticks.get(k - 1).unixNano())
            .as("seed %d", seed)
            .isEqualTo(ticks.get(1).unixNano() - ticks.get(0).unixNano());
      }
    }
  }

  @Test
  void labelsAreAsLongAsTheyMustBe() {
    assertThat(TimeTicks.of(NOON, NOON + 60 * SECOND, 5, ZoneOffset.UTC))
        .extracting(TimeTicks.Tick::label)
        .containsExactly("12:00:00", "12:00:15", "12:00:30", "12:00:45", "12:01:00");
    assertThat(TimeTicks.of(NOON, NOON + 5_000_000, 6, ZoneOffset.UTC))
        .extracting(TimeTicks.Tick::label)
        .contains("12:00:00.001");
    assertThat(TimeTicks.of(NOON, NOON + 20 * 3600 * SECOND, 5, ZoneOffset.UTC))
        .extracting(TimeTicks.Tick::label)
        .containsExactly("12:00", "18:00", "24 Nov", "06:00");
  }

  @Test
  void hoursAreThoseOfTheZone() {
    ZoneId kolkata = ZoneId.of("Asia/Kolkata");
    assertThat(TimeTicks.of(NOON, NOON + 4 * 3600 * SECOND, 4, kolkata))
        .extracting(TimeTicks.Tick::label)
        .containsExactly("18:00", "20:00");
  }

  @Test
  void nothingLongStillHasOnePlace() {
    assertThat(TimeTicks.of(NOON, NOON, 5, ZoneOffset.UTC)).hasSize(1);
  }
}
