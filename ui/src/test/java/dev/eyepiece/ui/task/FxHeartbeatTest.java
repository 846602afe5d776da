package dev.eyepiece.ui.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class FxHeartbeatTest {
  private long now;
  private final Queue<Runnable> fx = new ArrayDeque<>();
  private final FxHeartbeat heartbeat =
      FxHeartbeat.byHand(fx::add, () -> now, Duration.ofMillis(10));

  private void beat(long delayMillis) {
    heartbeat.tick();
    now += delayMillis * 1_000_000;
    fx.remove().run();
  }

  @Test
  void delaysAreRecorded() {
    for (int i = 0; i < 99; i++) {
      beat(1);
    }
    beat(350);
    FxHeartbeat.Figures figures = heartbeat.figures();
    assertThat(figures.signs()).isEqualTo(100);
    assertThat(figures.p50Nanos()).isBetween(1_000_000L, 1_062_500L);
    assertThat(figures.p99Nanos()).isBetween(1_000_000L, 1_062_500L);
    assertThat(figures.maxNanos()).isEqualTo(350_000_000L);
    assertThat(figures.late()).isEqualTo(1);
    assertThat(figures.longest().getFirst().delayNanos()).isEqualTo(350_000_000L);
  }

  @Test
  void onlyOneQuestionIsOpenAndALateOneNamesItsCause() {
    beat(1);
    heartbeat.tick();
    heartbeat.tick();
    now += 99_000_000;
    heartbeat.tick();
    assertThat(fx).hasSize(1);
    now += 2_000_000;
    heartbeat.tick();
    fx.remove().run();
    FxHeartbeat.Late late = heartbeat.figures().longest().getFirst();
    assertThat(late.where()).anyMatch(frame -> frame.contains("FxHeartbeatTest"));
    assertThat(HeartbeatReport.json(heartbeat.figures()))
        .startsWith("{\"signs\": 2, \"everyMs\": 10.000,")
        .contains("\"maxMs\": 101.000", "\"over100Ms\": 1", "FxHeartbeatTest");
  }

  @Test
  void noMoreThanTwentyLateOnesAreKept() {
    for (int i = 0; i < 50; i++) {
      beat(200);
    }
    assertThat(heartbeat.figures().late()).isEqualTo(50);
    assertThat(heartbeat.figures().longest()).hasSize(20);
  }
}
