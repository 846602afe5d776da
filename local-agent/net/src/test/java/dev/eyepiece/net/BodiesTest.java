package dev.eyepiece.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The room that all bodies share, with a clock that the test moves. */
class BodiesTest {
  private static final int MEBI = 1 << 20;

  private final AtomicLong nanos = new AtomicLong();
  private final Bodies bodies =
      new Bodies(new NetLimits(8 * MEBI, 10, 10, 300, 16L * MEBI, 30), nanos::get);

  @Test
  void roomIsTakenAndGivenBack() {
    Bodies.Body one = bodies.begin(() -> {});
    Bodies.Body other = bodies.begin(() -> {});
    assertThat(one.add(5 * MEBI)).isTrue();
    assertThat(other.add(7 * MEBI)).isTrue();
    assertThat(other.add(MEBI)).isFalse();
    assertThat(bodies.stats()).isEqualTo(new BodyStats(12L * MEBI, 16L * MEBI, 1, 0));
    one.close();
    one.close();
    assertThat(other.add(MEBI)).isTrue();
    other.close();
    assertThat(bodies.stats().bytes()).isZero();
  }

  @Test
  void largeBodiesLeaveRoomForSmallOnes() {
    assertThat(bodies.begin(() -> {}).add(12 * MEBI)).isTrue();
    assertThat(bodies.begin(() -> {}).add(2 * MEBI)).isFalse();
    for (int small = 0; small < 4; small++) {
      assertThat(bodies.begin(() -> {}).add(MEBI)).isTrue();
    }
    assertThat(bodies.begin(() -> {}).add(1)).isFalse();
    assertThat(bodies.stats().bytes()).isEqualTo(16L * MEBI);
  }

  @Test
  void whatDoesNotGoOnIsGivenUpOnceAndWhatIsWholeIsNot() {
    AtomicInteger told = new AtomicInteger();
    Bodies.Body stalled = bodies.begin(told::incrementAndGet);
    Bodies.Body whole = bodies.begin(told::incrementAndGet);
    Bodies.Body goingOn = bodies.begin(told::incrementAndGet);
    assertThat(whole.received()).isTrue();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
    goingOn.add(1);
    bodies.giveUpStalled();
    assertThat(told).hasValue(0);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
    bodies.giveUpStalled();
    bodies.giveUpStalled();
    assertThat(told).hasValue(1);
    assertThat(stalled.received()).isFalse();
    assertThat(goingOn.received()).isTrue();
    assertThat(bodies.stats().stalled()).isEqualTo(1);
  }
}
