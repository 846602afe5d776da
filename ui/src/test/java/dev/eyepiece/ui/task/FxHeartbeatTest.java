package dev.eyepiece.ui.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
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
    assertThat(late.looks()).hasSize(1);
    assertThat(late.looks().getFirst().where())
        .anyMatch(frame -> frame.contains("FxHeartbeatTest"));
    assertThat(HeartbeatReport.json(heartbeat.figures()))
        .startsWith("{\"signs\": 2, \"everyMs\": 10.000,")
        .contains("\"maxMs\": 101.000", "\"over100Ms\": 1", "FxHeartbeatTest");
  }

  @Test
  void aLongAbsenceIsLookedAtAgainEachTimeThatItIsTenTimesAsLong() {
    beat(1);
    heartbeat.tick();
    for (int i = 0; i < 1_200; i++) {
      now += 10_000_000;
      heartbeat.tick();
    }
    fx.remove().run();
    FxHeartbeat.Late late = heartbeat.figures().longest().getFirst();
    assertThat(late.looks())
        .extracting(look -> look.afterNanos() / 1_000_000)
        .containsExactly(100L, 1_000L, 10_000L);
    assertThat(late.watchNanos()).isZero();
  }

  @Test
  void thatTheWatchItselfStoodStillIsSaid() {
    beat(1);
    heartbeat.tick();
    now += 90_000_000_000L;
    heartbeat.tick();
    now += 10_000_000;
    fx.remove().run();
    FxHeartbeat.Figures figures = heartbeat.figures();
    assertThat(figures.longest().getFirst().watchNanos()).isEqualTo(89_990_000_000L);
    assertThat(figures.maxWatchNanos()).isEqualTo(89_990_000_000L);
  }

  @Test
  void thatTheWatchStoodStillWhileNothingWasAskedIsNoLateSign() {
    beat(1);
    now += 5_000_000_000L;
    beat(1);
    assertThat(heartbeat.figures().late()).isZero();
    assertThat(heartbeat.figures().maxWatchNanos()).isEqualTo(4_991_000_000L);
  }

  @Test
  void whoHoldsTheLockThatTheFxThreadWaitsForIsNamed() throws InterruptedException {
    Object lock = new Object();
    BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    Thread standIn = Thread.ofPlatform().daemon().start(() -> runAll(work));
    FxHeartbeat watched = FxHeartbeat.byHand(work::add, () -> now, Duration.ofMillis(10));
    watched.tick();
    while (watched.figures().signs() == 0) {
      Thread.onSpinWait();
    }
    synchronized (lock) {
      work.add(() -> {
        synchronized (lock) {
          var _ = work.size();
        }
      });
      watched.tick();
      while (standIn.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      now += 100_000_000;
      watched.tick();
      now += 1_000_000;
    }
    while (watched.figures().signs() == 1) {
      Thread.onSpinWait();
    }
    standIn.interrupt();
    standIn.join();
    FxLook look = watched.figures().longest().getFirst().looks().getFirst();
    assertThat(look.state()).isEqualTo(Thread.State.BLOCKED);
    assertThat(look.lock()).startsWith("java.lang.Object@");
    assertThat(look.holder().getFirst()).isEqualTo(Thread.currentThread().getName());
    assertThat(look.holder()).anyMatch(frame -> frame.contains("FxHeartbeatTest"));
    assertThat(HeartbeatReport.json(watched.figures()))
        .contains("\"lock\": \"java.lang.Object@", "\"state\": \"BLOCKED\"");
  }

  private static void runAll(BlockingQueue<Runnable> work) {
    try {
      while (true) {
        work.take().run();
      }
    } catch (InterruptedException e) {
      // The test is over.
    }
  }

  @Test
  void theTwentyThatTookLongestAreKept() {
    for (int i = 1; i <= 50; i++) {
      beat(150 + i * 7 % 50);
    }
    FxHeartbeat.Figures figures = heartbeat.figures();
    assertThat(figures.late()).isEqualTo(50);
    assertThat(figures.longest())
        .extracting(late -> late.delayNanos() / 1_000_000)
        .isEqualTo(LongStream.range(0, 20).map(i -> 199 - i).boxed().toList());
  }
}
