package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BurstTest {
  private static final long QUIET = Burst.QUIET_NANOS;

  private final Burst burst = new Burst();

  @Test
  void isOverOnceNothingCameForAWhile() {
    burst.sealed(true, 0);
    assertThat(burst.isOver(7, 7 + QUIET - 1)).isFalse();
    assertThat(burst.isOver(7, 7 + QUIET)).isTrue();
  }

  @Test
  void isOverAlsoWhereTheClockPassesItsEnd() {
    burst.sealed(true, Long.MAX_VALUE - QUIET);
    assertThat(burst.isOver(Long.MAX_VALUE - 1, Long.MAX_VALUE)).isFalse();
    assertThat(burst.isOver(Long.MAX_VALUE - 1, Long.MIN_VALUE + QUIET)).isTrue();
  }

  @Test
  void isNotOverBecauseSendersWaitedForTheSeal() {
    burst.sealed(true, 7 * QUIET);
    assertThat(burst.isOver(QUIET, 8 * QUIET - 1)).isFalse();
    assertThat(burst.isOver(QUIET, 8 * QUIET)).isTrue();
  }

  @Test
  void whatWasNeverManyIsNone() {
    assertThat(burst.isOver(0, 100 * QUIET)).isFalse();
    burst.sealed(false, 0);
    assertThat(burst.isOver(0, 100 * QUIET)).isFalse();
  }

  @Test
  void endsWithTheSealOfWhatIsLeft() {
    burst.sealed(true, 0);
    burst.sealed(false, 0);
    assertThat(burst.isOver(0, 100 * QUIET)).isFalse();
  }
}
