package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RestTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Rest rest = new Rest(-7);

  @Test
  void restsOnceAfterSilence() {
    rest.sealed(10, 0);
    assertThat(rest.take(9 * SECOND)).isFalse();
    assertThat(rest.take(10 * SECOND)).isTrue();
    assertThat(rest.take(100 * SECOND)).isFalse();
  }

  @Test
  void restsThoughATrickleGoesOn() {
    rest.sealed(1_000_000, 0);
    for (int second = 1; second < 10; second++) {
      rest.sealed(60, second * SECOND);
      assertThat(rest.take(second * SECOND)).isFalse();
    }
    rest.sealed(60, 10 * SECOND);
    assertThat(rest.take(10 * SECOND)).isTrue();
  }

  @Test
  void doesNotRestAgainAndAgainForATrickle() {
    rest.sealed(1_000_000, 0);
    int rests = 0;
    long records = 0;
    for (int second = 1; second <= 3_600; second++) {
      rest.sealed(60, second * SECOND);
      records += 60;
      rests += rest.take(second * SECOND) ? 1 : 0;
    }
    assertThat(rests).isEqualTo((int) (1 + (records - 600) / Rest.WORTH));
  }

  @Test
  void doesNotRestWhileMuchComes() {
    for (int second = 0; second < 100; second++) {
      rest.sealed(60_000, second * SECOND);
      assertThat(rest.take(second * SECOND + SECOND / 2)).isFalse();
    }
  }

  @Test
  void doesNotRestBeforeAnythingCame() {
    assertThat(rest.take(1_000 * SECOND)).isFalse();
  }
}
