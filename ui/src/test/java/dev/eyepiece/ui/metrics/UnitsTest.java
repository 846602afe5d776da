package dev.eyepiece.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "0.0125, s, 12.5 ms",
    "1536, By, 1.5 KiB",
    "3145728, By/s, 3 MiB/s",
    "250, ms, 250 ms",
    "0, s, 0 s",
    "1234567, {request}, 1.235 M",
    "0.25, 1, 0.25",
    "42, %, 42 %",
    "NaN, s, –",
    "-2048, By, -2 KiB"
  })
  void valuesHaveTheSizeOfTheirUnitThatReadsBest(double value, String unit, String text) {
    assertThat(Units.value(value, unit)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"By, bytes", "By/s, bytes/s", "{request}, request", "s, seconds", "kg.m, kg.m"})
  void titlesNameTheUnit(String unit, String title) {
    assertThat(Units.title(unit)).isEqualTo(title);
  }
}
