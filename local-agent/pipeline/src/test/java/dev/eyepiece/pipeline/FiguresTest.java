package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the road tells: rates, and the word that something came. */
class FiguresTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  @Test
  void aRateIsOfTheLastWholeSecond() {
    Rate rate = new Rate();
    rate.add(10, 100 * SECOND);
    rate.add(5, 100 * SECOND + 999_999_999);
    assertThat(rate.get(100 * SECOND)).isZero();
    assertThat(rate.get(101 * SECOND)).isEqualTo(15);
    rate.add(1, 101 * SECOND);
    assertThat(rate.get(101 * SECOND + 5)).isEqualTo(15);
    assertThat(rate.get(102 * SECOND)).isEqualTo(1);
    assertThat(rate.get(103 * SECOND)).isZero();
  }

  @Test
  void aClockThatGoesBackStartsTheRateAnew() {
    Rate rate = new Rate();
    rate.add(10, 100 * SECOND);
    rate.add(7, 50 * SECOND);
    assertThat(rate.get(50 * SECOND)).isZero();
    assertThat(rate.get(51 * SECOND)).isEqualTo(7);
  }

  @Test
  void listenersHearAtOnceAndThenAtMostTenTimesASecond() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      AtomicInteger calls = new AtomicInteger();
      long start = System.nanoTime();
      try (Telemetry.Subscription _ = road.pipeline.subscribe(calls::incrementAndGet)) {
        Await.until("the first word", () -> calls.get() == 1);
        int before = calls.get();
        for (int i = 0; i < 400; i++) {
          road.sendAnswered(i, 1);
        }
        Await.until("a later word", () -> calls.get() > before);
        // Whatever the machine does meanwhile, calls and the time that they took go together.
        int heard = calls.get();
        long elapsed = System.nanoTime() - start;
        assertThat(heard).isLessThanOrEqualTo(2 + (int) (elapsed / Subscribers.PAUSE_NANOS));
      }
      road.sendAnswered(1000, 1);
      Await.until("another listener hears", heardAgain(road));
    }
  }

  private static Await.Condition heardAgain(TestRoad road) {
    AtomicInteger calls = new AtomicInteger();
    road.pipeline.subscribe(calls::incrementAndGet);
    return () -> calls.get() > 0;
  }

  @Test
  void aListenerThatHangsOrFailsHoldsNoSenderUp() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch hanging = new CountDownLatch(1);
      AtomicInteger others = new AtomicInteger();
      road.pipeline.subscribe(() -> {
        throw new AssertionError("a listener's defect");
      });
      road.pipeline.subscribe(() -> {
        hanging.countDown();
        try {
          release.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
      road.pipeline.subscribe(others::incrementAndGet);
      assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 50; i++) {
        road.sendAnswered(i, 1);
      }
      assertThat(road.count()).isEqualTo(50);
      release.countDown();
      Await.until("the others hear", () -> others.get() > 0);
    }
  }

  @Test
  void aChangeIsSeenInTheGeneration() throws Exception {
    try (TestRoad road = new TestRoad(PipelineConfig.of(folder).withSealing(5, TestRoad.NEVER))) {
      long before = road.stats().generation();
      assertThat(road.stats().generation()).isEqualTo(before);
      road.sendAnswered(1, 1);
      long taken = road.stats().generation();
      assertThat(taken).isGreaterThan(before);
      road.sendAnswered(2, 4);
      Await.until("sealed", () -> road.stats().unsealedSpans() == 0);
      Await.until("told", () -> road.stats().generation() >= taken + 2);
      assertThat(road.stats().lastReceivedUnixNano()).isPositive();
      assertThat(road.stats().ringSpans()).isEqualTo(5);
    }
  }
}
