package dev.eyepiece.profiler.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpusTest {
  @Test
  void ranges_are_read() {
    assertThat(Cpus.parse("0-2,5,7-8")).containsExactly(0, 1, 2, 5, 7, 8);
    assertThat(Cpus.parse("0")).containsExactly(0);
    assertThat(Cpus.online()).isNotEmpty();
  }
}
