package dev.eyepiece.ui.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshPacerTest {
  private static final long MILLI = 1_000_000;

  private final RefreshPacer pacer = new RefreshPacer();

  @Test
  void theFirstMayAskAtOnce() {
    assertThat(pacer.delay(5)).isZero();
  }

  /** What a question took, and how long after its end the next may come. */
  @ParameterizedTest
  @CsvSource({"0, 1000", "10, 990", "250, 750", "1000, 3000", "3000, 9000", "60000, 10000"})
  void aRestFollowsTheQuestion(long tookMillis, long restMillis) {
    pacer.started(7 * MILLI);
    long end = (7 + tookMillis) * MILLI;
    pacer.finished(end);
    assertThat(pacer.delay(end)).isEqualTo(restMillis * MILLI);
    assertThat(pacer.delay(end + restMillis * MILLI)).isZero();
  }
}
