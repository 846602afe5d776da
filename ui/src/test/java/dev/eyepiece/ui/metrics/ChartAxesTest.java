package dev.eyepiece.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the axis of values begins and ends. */
class ChartAxesTest {
  private static final long FROM = 1_000;

  private static Line line(String name, double... values) {
    long[] times = new long[values.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = FROM + i;
    }
    return new Line(name, times, values);
  }

  private static double[] range(Set<String> hidden, Line... lines) {
    return ChartAxes.range(
        new ChartData.Curves(FROM, FROM + 100, "By", List.of(lines), 0, List.of()), hidden);
  }

  @Test
  void valuesAboveZeroStandOnZeroWithAirAbove() {
    double[] range = range(Set.of(), line("a", 40, 100), line("b", 60));
    assertThat(range[0]).isZero();
    assertThat(range[1]).isGreaterThan(100).isLessThan(115);
  }

  @Test
  void valuesBelowZeroHaveAirBelowThem() {
    double[] range = range(Set.of(), line("a", -50, 50));
    assertThat(range[0]).isLessThan(-50).isGreaterThan(-65);
    assertThat(range[1]).isGreaterThan(50).isLessThan(65);
  }

  @Test
  void hiddenLinesGapsAndWhatIsLeftOfTheChartCountForNothing() {
    Line early = new Line("early", new long[] {FROM - 1, FROM}, new double[] {9_000, 5});
    double[] range =
        range(Set.of("hidden"), line("hidden", 7_000), line("gap", Double.NaN, 10), early);
    assertThat(range[1]).isGreaterThan(10).isLessThan(12);
  }

  @Test
  void aLineOfZerosIsSeen() {
    assertThat(range(Set.of(), line("zero", 0, 0))).containsExactly(0, 1);
  }
}
