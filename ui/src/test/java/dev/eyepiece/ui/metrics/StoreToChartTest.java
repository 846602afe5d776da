package dev.eyepiece.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eyepiece.store.PixelColumns;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.HeldShop;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.shell.Ambient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points that came over the road, as the chart shows them. */
class StoreToChartTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_795_399_720L * SECOND;

  @TempDir Path folder;
  private HeldShop shop;
  private final List<Runnable> soon = new ArrayList<>();
  private MetricsModel model;

  @BeforeEach
  void open() throws Exception {
    shop = new HeldShop(folder);
    model =
        new MetricsModel(
            shop.telemetry(),
            new Ambient(),
            new InPlace(),
            () -> Instant.ofEpochSecond(START / SECOND + 120),
            () -> 0,
            (nanos, action) -> soon.add(action),
            new HeldMetrics());
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  private void take(String data) throws Exception {
    shop.take(
        Signal.METRICS,
        """
        {"resourceMetrics": [{"resource": {"attributes": [{"key": "service.name",
          "value": {"stringValue": "payment"}}]}, "scopeMetrics": [{"scope": {"name": "shop"},
          "metrics": [%s]}]}]}
        """
            .formatted(data));
  }

  private static String times(long fromSecond, long second) {
    return "\"startTimeUnixNano\": \"%d\", \"timeUnixNano\": \"%d\""
        .formatted(START + fromSecond * SECOND, START + second * SECOND);
  }

  private static String exemplar(double second, String value, int trace) {
    return """
    "exemplars": [{"timeUnixNano": "%d", "traceId": "000000000000000000000000000000%02x",
      "spanId": "00000000000000aa", %s}]
    """
        .formatted(START + Math.round(second * 1e9), trace, value);
  }

  private static String attribute(String key, String value) {
    return "\"attributes\": [{\"key\": \"%s\", \"value\": {\"stringValue\": \"%s\"}}]"
        .formatted(key, value);
  }

  private MetricEntry listed(String name) {
    return model.explorer().rowsProperty().get().stream()
        .filter(ExplorerRow.Metric.class::isInstance)
        .map(row -> ((ExplorerRow.Metric) row).entry())
        .filter(entry -> entry.key().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private ChartData.Curves curves(String name) {
    model.show(new MetricKey("payment", name));
    Charted charted = model.chartProperty().get();
    assertThat(charted).isNotNull();
    assertThat(charted.entry().key().name()).isEqualTo(name);
    return (ChartData.Curves) charted.data();
  }

  @Test
  void aPromQlExpressionIsChartedUntilAMetricIsChosen() throws Exception {
    List<String> points = new ArrayList<>();
    for (int i = 0; i <= 12; i++) {
      for (String kind : List.of("card", "cash")) {
        points.add(
            "{%s, %s, \"asInt\": \"%d\"}"
                .formatted(attribute("kind", kind), times(0, 10L * i), 20 * i));
      }
    }
    take(
        """
        {"name": "charges", "sum": {"aggregationTemporality": 2, "isMonotonic": true,
          "dataPoints": [%s]}}
        """
            .formatted(String.join(",", points)));
    shop.settle();
    model.show(null);
    assertThat(model.ask("sum(rate(charges[30s])")).isFalse();
    assertThat(model.troubleProperty().get())
        .isEqualTo("PromQL, at character 23: ')' was expected, found the end");
    assertThat(model.ask("sum(rate(charges_total[30s]))")).isTrue();
    Charted charted = model.chartProperty().get();
    assertThat(charted).isNotNull();
    assertThat(model.troubleProperty().get()).isEmpty();
    assertThat(charted.entry().key().name()).isEqualTo("sum(rate(charges_total[30s]))");
    ChartData.Curves curves = (ChartData.Curves) charted.data();
    assertThat(curves.from()).isEqualTo(START);
    assertThat(curves.to()).isEqualTo(START + 120 * SECOND);
    assertThat(curves.lines()).singleElement().extracting(Line::name).isEqualTo("{}");
    assertThat(curves.lines().getFirst().last()).isCloseTo(4, within(1e-9));
    assertThat(curves("charges").lines()).hasSize(2);
    assertThat(model.ask("by_kind{")).isFalse();
    assertThat(model.ask("sum by (kind) (charges)")).isTrue();
    Charted byKind = model.chartProperty().get();
    assertThat(byKind).isNotNull();
    assertThat(byKind.series()).isEqualTo(2);
    model.ask("");
    assertThat(model.chartProperty().get()).isNotEqualTo(byKind);
    assertThat(model.expressionProperty().get()).isEmpty();
  }

  @Test
  void aSumOfTwoSeriesIsTwoRatesWithTheirExemplars() throws Exception {
    long[] card = {10, 30, 70, 5};
    List<String> points = new ArrayList<>();
    for (int i = 0; i < card.length; i++) {
      long began = i == 3 ? 35 : 0;
      String with = i == 2 ? ", " + exemplar(25, "\"asInt\": \"3\"", 7) : "";
      points.add(
          "{%s, %s, \"asInt\": \"%d\"%s}"
              .formatted(attribute("kind", "card"), times(began, 10L * (i + 1)), card[i], with));
      points.add(
          "{%s, %s, \"asInt\": \"%d\"}"
              .formatted(attribute("kind", "cash"), times(0, 10L * (i + 1)), i));
    }
    take(
        """
        {"name": "charges", "unit": "{charge}", "sum": {"aggregationTemporality": 2,
          "isMonotonic": true, "dataPoints": [%s]}}
        """
            .formatted(String.join(",", points)));
    shop.settle();
    ChartData.Curves curves = curves("charges");
    assertThat(curves.unit()).isEqualTo("{charge}/s");
    assertThat(curves.lines()).extracting(Line::name).containsExactly("kind=card", "kind=cash");
    Line rates = curves.lines().getFirst();
    assertThat(rates.time())
        .containsExactly(
            START + 10 * SECOND, START + 20 * SECOND, START + 30 * SECOND, START + 40 * SECOND);
    assertThat(rates.value())
        .as("after a restart from its own start")
        .containsExactly(Double.NaN, 2, 4, 1);
    assertThat(curves.lines().get(1).value()).containsExactly(Double.NaN, 0.1, 0.1, 0.1);
    assertThat(curves.exemplars())
        .containsExactly(new ExemplarMark(START + 25 * SECOND, 3, 3, new TraceId(0, 7), 0xAA));
  }

  @Test
  void aGaugeIsShownAsItIsWithItsExemplars() throws Exception {
    take(
        """
        {"name": "queue", "unit": "1", "gauge": {"dataPoints": [
          {%s, "asDouble": 2.5, %s}, {%s, "asDouble": 7.5}, {%s, "flags": 1}, {%s, "asDouble": 1}]}}
        """
            .formatted(
                times(0, 10),
                exemplar(15, "\"asDouble\": 2.25", 9),
                times(0, 20),
                times(0, 30),
                times(0, 40)));
    shop.settle();
    ChartData.Curves curves = curves("queue");
    assertThat(curves.lines()).hasSize(1);
    assertThat(listed("queue").level()).isEqualTo("1");
    assertThat(curves.lines().getFirst().value()).containsExactly(2.5, 7.5, Double.NaN, 1);
    assertThat(curves.exemplars())
        .containsExactly(new ExemplarMark(START + 15 * SECOND, 2.25, 5, new TraceId(0, 9), 0xAA));
  }

  private static boolean breaks(Line line, long fromSecond, long toSecond) {
    boolean breaks = false;
    for (int i = 0; i < line.size(); i++) {
      TimeRange range = new TimeRange(START + fromSecond * SECOND, START + toSecond * SECOND);
      breaks |= Double.isNaN(line.value()[i]) && range.contains(line.time()[i]);
    }
    return breaks;
  }

  private static Map<Integer, DoubleSummaryStatistics> byColumn(Line line, PixelColumns pixels) {
    Map<Integer, DoubleSummaryStatistics> columns = new TreeMap<>();
    for (int i = 0; i < line.size(); i++) {
      if (!Double.isNaN(line.value()[i])) {
        columns
            .computeIfAbsent(pixels.of(line.time()[i]), _ -> new DoubleSummaryStatistics())
            .accept(line.value()[i]);
      }
    }
    return columns;
  }

  @Test
  void aLineOfMorePointsThanPixelsHasTheirExtremesAndGaps() throws Exception {
    Random random = new Random(4);
    List<String> points = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      if (i < 1_000 || i > 1_400) {
        String what =
            i >= 2_000 && i < 2_300 ? "\"flags\": 1" : "\"asDouble\": " + random.nextGaussian();
        points.add("{\"timeUnixNano\": \"%d\", %s}".formatted(START + i * SECOND / 25, what));
      }
    }
    take("{\"name\": \"queue\", \"gauge\": {\"dataPoints\": [" + String.join(",", points) + "]}}");
    shop.settle();
    model.setWidth(10_000);
    ChartData.Curves whole = curves("queue");
    for (int width : new int[] {100, 60}) {
      model.setWidth(width);
      ChartData.Curves thin = curves("queue");
      assertThat(thin.from()).isEqualTo(whole.from());
      assertThat(thin.to()).isEqualTo(whole.to());
      Line line = thin.lines().getFirst();
      Line all = whole.lines().getFirst();
      assertThat(line.size()).isLessThan(5 * width).isGreaterThan(2 * width);
      PixelColumns pixels = new PixelColumns(width, thin.from(), thin.to());
      Map<Integer, DoubleSummaryStatistics> drawn = byColumn(line, pixels);
      Map<Integer, DoubleSummaryStatistics> expected = byColumn(all, pixels);
      assertThat(drawn.keySet()).isEqualTo(expected.keySet());
      expected.forEach((column, of) -> {
        DoubleSummaryStatistics in = drawn.getOrDefault(column, new DoubleSummaryStatistics());
        assertThat(in.getMin()).isEqualTo(of.getMin());
        assertThat(in.getMax()).isEqualTo(of.getMax());
      });
      assertThat(breaks(line, 40, 56)).as("no points").isTrue();
      assertThat(breaks(line, 80, 92)).as("none recorded").isTrue();
      assertThat(breaks(line, 57, 79)).isFalse();
      assertThat(line.last()).isEqualTo(all.last());
    }
    int before = curves("queue").lines().getFirst().size();
    Charted shown = model.chartProperty().get();
    assertThat(shown).isNotNull();
    StringBuilder exported = new StringBuilder();
    ChartExport.csv(model.whole(shown), exported);
    assertThat(exported.toString().lines().count())
        .as("an export has all points with a value")
        .isEqualTo(1L + 3_000 - 401 - 300);
    model.setWidth(80);
    assertThat(soon).hasSize(1);
    soon.removeFirst().run();
    Charted charted = model.chartProperty().get();
    assertThat(charted).isNotNull();
    ChartData.Curves again = (ChartData.Curves) charted.data();
    assertThat(again.lines().getFirst().size())
        .as("another width is asked for by itself")
        .isGreaterThan(before);
  }

  @Test
  void aHistogramIsCountsOverTimeAndSizeAndItsQuantiles() throws Exception {
    take(
        """
        {"name": "duration", "unit": "s", "histogram": {"aggregationTemporality": 1, "dataPoints": [
          {%s, "count": "100", "sum": 20, "explicitBounds": [0.1, 0.2, 0.4],
           "bucketCounts": ["50", "45", "5", "0"], %s},
          {%s, "count": "10", "sum": 3, "explicitBounds": [0.1, 0.2, 0.4],
           "bucketCounts": ["0", "0", "10", "0"]}]}}
        """
            .formatted(times(0, 10), exemplar(5, "\"asDouble\": 0.35", 5), times(10, 20)));
    shop.settle();
    model.show(new MetricKey("payment", "duration"));
    Charted charted = model.chartProperty().get();
    assertThat(charted).isNotNull();
    ChartData.Heat heat = (ChartData.Heat) charted.data();
    double all = 0;
    for (double count : heat.map().counts()) {
      all += count;
    }
    assertThat(all).isCloseTo(110, within(1e-6));
    assertThat(heat.exemplars())
        .containsExactly(new ExemplarMark(START + 5 * SECOND, 0.35, 0.35, new TraceId(0, 5), 0xAA));
    model.nextMode();
    ChartData.Curves quantiles = (ChartData.Curves) model.chartProperty().get().data();
    assertThat(quantiles.lines()).extracting(Line::name).containsExactly("p50", "p95", "p99");
    assertThat(quantiles.lines().get(0).value()[0]).isCloseTo(0.1, within(1e-9));
    assertThat(quantiles.lines().get(1).value()[0]).isCloseTo(0.2, within(1e-9));
  }
}
