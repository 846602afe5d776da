package dev.eyepiece.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandStillTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong unix = new AtomicLong(1_790_000_000L * SECOND);
  private final StandStill still = new StandStill(nanos::get, unix::get);

  private void pass(long more) {
    nanos.addAndGet(more);
    unix.addAndGet(more);
  }

  @Test
  void whatTicksDoesNotStandStill() {
    for (int i = 0; i < 100; i++) {
      pass(SECOND / 2);
      still.tick();
      assertThat(still.lately()).isFalse();
    }
  }

  /** The monotonic clock stands still while a machine sleeps, and not while a process does. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGapIsKnownBeforeTheNextTickAndForSomeSeconds(boolean asleep) {
    still.tick();
    unix.addAndGet(60 * SECOND);
    nanos.addAndGet(asleep ? 0 : 60 * SECOND);
    assertThat(still.lately()).isTrue();
    for (int i = 0; i < 4; i++) {
      still.tick();
      assertThat(still.lately()).isTrue();
      pass(SECOND / 2);
    }
    for (int i = 0; i < 3; i++) {
      still.tick();
      pass(SECOND / 2);
    }
    still.tick();
    assertThat(still.lately()).isFalse();
  }
}
