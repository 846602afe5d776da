package dev.eyepiece.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void equalsByContentAndSortsByCodePoint() {
    byte[] padded = {'x', 'h', 'i', 'y'};
    assertThat(Utf8.copyOf(padded, 1, 2)).isEqualTo(Utf8.of("hi")).hasToString("hi");
    assertThat(Utf8.of("z")).isLessThan(Utf8.of("ä"));
  }
}
