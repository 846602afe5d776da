package dev.eyepiece.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HeapRestTest {
  private static final int MEBI = 1 << 20;

  private final Semaphore collections = new Semaphore(0);
  private final AtomicLong heap = new AtomicLong(64 * MEBI);
  private final HeapRest rest = new HeapRest(collections::release, heap::get);

  private void ticks(int count, long held) {
    for (int i = 0; i < count; i++) {
      rest.tick(held);
    }
  }

  private void burst() {
    for (int i = 0; i < 10; i++) {
      rest.passed(4 * MEBI);
    }
  }

  @Test
  void oneCollectionFollowsABurstThatIsOver() throws InterruptedException {
    burst();
    ticks(3 * HeapRest.QUIET_SECONDS, 0);
    assertThat(collections.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    ticks(3 * HeapRest.QUIET_SECONDS, 0);
    burst();
    ticks(HeapRest.QUIET_SECONDS + 1, 0);
    assertThat(collections.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    assertThat(collections.availablePermits()).isZero();
  }

  @Test
  void nobodyIsStoppedWhileLargeBodiesComeOrAreHeld() throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      rest.passed(4 * MEBI);
      ticks(HeapRest.QUIET_SECONDS - 1, 0);
    }
    ticks(3 * HeapRest.QUIET_SECONDS, 1);
    assertThat(collections.tryAcquire(200, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void fewLargeBodiesAreEnoughWhereTheHeapGrewBesideThem() throws InterruptedException {
    rest.passed(2 * MEBI);
    ticks(3 * HeapRest.QUIET_SECONDS, 0);
    assertThat(collections.tryAcquire(200, TimeUnit.MILLISECONDS)).isFalse();
    heap.addAndGet(100 * MEBI);
    ticks(3 * HeapRest.QUIET_SECONDS, 0);
    assertThat(collections.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    ticks(3 * HeapRest.QUIET_SECONDS, 0);
    assertThat(collections.tryAcquire(200, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void smallBodiesChangeNothing() throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      rest.passed(MEBI - 1);
    }
    ticks(3 * HeapRest.QUIET_SECONDS, 0);
    assertThat(collections.tryAcquire(200, TimeUnit.MILLISECONDS)).isFalse();
  }
}
