package dev.eyepiece.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.MetricType;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The list of metrics by itself. */
class ExplorerModelTest {
  private final ExplorerModel explorer = new ExplorerModel();

  private static MetricEntry entry(
      String name,
      MetricType type,
      String unit,
      String temporality,
      boolean monotonic,
      int series) {
    return new MetricEntry(
        new MetricKey("shop", name),
        "",
        type,
        unit,
        temporality,
        monotonic,
        series,
        10,
        1,
        OptionalDouble.of(2048));
  }

  private static MetricEntry gauge(String name) {
    return entry(name, MetricType.GAUGE, "By", "", false, 1);
  }

  @Test
  void stepsGoOverWhatIsListedAndStayAtItsEnds() {
    assertThat(explorer.step(null, 1)).as("of nothing").isNull();
    explorer.take(List.of(gauge("a"), gauge("b"), gauge("ab")));
    MetricKey a = new MetricKey("shop", "a");
    MetricKey b = new MetricKey("shop", "b");
    MetricKey ab = new MetricKey("shop", "ab");
    assertThat(explorer.step(null, 1)).isEqualTo(a);
    assertThat(explorer.step(null, -1)).isEqualTo(ab);
    assertThat(explorer.step(a, 1)).isEqualTo(b);
    assertThat(explorer.step(a, -1)).isEqualTo(a);
    assertThat(explorer.step(a, 7)).isEqualTo(ab);
    explorer.filterProperty().set("b");
    assertThat(explorer.step(b, 1)).isEqualTo(ab);
    assertThat(explorer.step(a, 1)).as("from one that is not listed").isEqualTo(b);
  }

  @Test
  void theNewestValueIsToldOfALevelWithOneSeriesAlone() {
    assertThat(gauge("a").level()).isEqualTo("2 KiB");
    assertThat(entry("a", MetricType.SUM, "{item}", "cumulative", false, 1).level())
        .isEqualTo("2048");
    assertThat(entry("a", MetricType.GAUGE, "By", "", false, 2).level())
        .as("one of two values")
        .isEmpty();
    assertThat(entry("a", MetricType.SUM, "By", "cumulative", true, 1).level())
        .as("a count since the start")
        .isEmpty();
    assertThat(entry("a", MetricType.SUM, "By", "delta", false, 1).level())
        .as("a change")
        .isEmpty();
    assertThat(entry("a", MetricType.HISTOGRAM, "s", "cumulative", true, 1).level())
        .as("a sum of what was measured")
        .isEmpty();
  }

  @Test
  void whatACounterHasCountedSinceItsStartIsTold() {
    assertThat(entry("a", MetricType.SUM, "By", "cumulative", true, 1).total()).isEqualTo("2 KiB");
    assertThat(entry("a", MetricType.SUM, "By", "cumulative", true, 2).total())
        .as("one of two counters")
        .isEmpty();
    assertThat(entry("a", MetricType.SUM, "By", "delta", true, 1).total())
        .as("a stretch of time")
        .isEmpty();
    assertThat(entry("a", MetricType.SUM, "By", "cumulative", false, 1).total())
        .as("a level")
        .isEmpty();
    assertThat(gauge("a").total()).isEmpty();
  }
}
