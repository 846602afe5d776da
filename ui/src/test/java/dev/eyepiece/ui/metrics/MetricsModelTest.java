package dev.eyepiece.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ui.FakeTelemetry;
import dev.eyepiece.ui.FakeTime;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.shell.Ambient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsModelTest {
  private static final MetricKey DURATION =
      new MetricKey("checkout", "http.server.request.duration");

  private final FakeTelemetry telemetry = FakeTelemetry.empty();
  private final Ambient ambient = new Ambient();
  private final FakeTime time = new FakeTime();
  private final MetricsModel model = model(FakeMetrics.shop());

  private MetricsModel model(MetricQuestions questions) {
    return new MetricsModel(
        telemetry,
        ambient,
        new InPlace(),
        () -> Instant.ofEpochSecond(FakeMetrics.START / 1_000_000_000L + 3_700),
        time::nanos,
        time,
        questions);
  }

  private Charted chart() {
    Charted chart = model.chartProperty().get();
    assertThat(chart).isNotNull();
    return chart;
  }

  @Test
  void metricsAreListedByServiceAndTheFirstIsCharted() {
    model.show(null);
    assertThat(model.explorer().countProperty().get()).isEqualTo("6 metrics");
    assertThat(model.explorer().rowsProperty().get()).hasSize(8);
    assertThat(model.explorer().rowsProperty().get().getFirst())
        .isEqualTo(new ExplorerRow.Service("checkout", 3));
    assertThat(chart().entry().key().name()).isEqualTo("system.cpu.utilization");
    assertThat(((ChartData.Curves) chart().data()).lines()).hasSize(4);
  }

  @Test
  void wordsCutTheListDownAndLeaveTheChart() {
    model.show(DURATION);
    model.explorer().filterProperty().set("inventory By");
    assertThat(model.explorer().countProperty().get()).isEqualTo("1 of 6 metrics match");
    assertThat(chart().entry().key()).isEqualTo(DURATION);
    model.move(1);
    assertThat(chart().entry().key().name()).isEqualTo("jvm.memory.used");
  }

  @Test
  void eachKindHasItsWaysAndAFittingOneIsKept() {
    model.show(DURATION);
    assertThat(chart().mode()).isEqualTo(ChartMode.HEAT_MAP);
    assertThat(chart().data()).isInstanceOf(ChartData.Heat.class);
    assertThat(chart().data().exemplars()).isNotEmpty();
    model.nextMode();
    assertThat(chart().mode()).isEqualTo(ChartMode.QUANTILES);
    ChartData.Curves quantiles = (ChartData.Curves) chart().data();
    assertThat(quantiles.lines().stream().map(Line::name)).containsExactly("p50", "p95", "p99");
    assertThat(quantiles.lines().get(2).last()).isGreaterThan(quantiles.lines().getFirst().last());
    model.choose(new MetricKey("inventory", "rpc.server.duration"));
    assertThat(chart().mode()).isEqualTo(ChartMode.QUANTILES);
    assertThat(((ChartData.Curves) chart().data()).lines().stream().map(Line::name))
        .containsExactly("p50", "p90", "p99");
    model.choose(new MetricKey("checkout", "http.server.response.body.size.total"));
    assertThat(chart().mode()).isEqualTo(ChartMode.RATE);
    assertThat(chart().data().unit()).isEqualTo("By/s");
    assertThat(((ChartData.Curves) chart().data()).left()).isEqualTo(6);
  }

  @Test
  void theRangeIsTheChartsEdgesAndElseThePointsAre() {
    model.show(DURATION);
    assertThat(chart().data().from()).isEqualTo(FakeMetrics.START);
    ambient.rangeProperty().set(new Ambient.Range.Last(Duration.ofMinutes(15)));
    assertThat(chart().data().to() - chart().data().from())
        .isEqualTo(Duration.ofMinutes(15).toNanos());
  }

  @Test
  void whatIsWrongIsSaidAndTheChartStays() {
    model.show(DURATION);
    ambient.searchProperty().set("\"");
    assertThat(model.troubleProperty().get()).startsWith("at character ");
    assertThat(chart().entry().key()).isEqualTo(DURATION);
    ambient.searchProperty().set("");
    assertThat(model.troubleProperty().get()).isEmpty();
    telemetry.failWith("the disk is gone");
    ambient.searchProperty().set("x");
    assertThat(model.troubleProperty().get())
        .isEqualTo("Metrics could not be read: the disk is gone");
  }

  @Test
  void nothingHeldIsNoChart() {
    MetricsModel none = model(new FakeMetrics());
    none.show(null);
    assertThat(none.chartProperty().get()).isNull();
    assertThat(none.explorer().rowsProperty().get()).isEqualTo(List.of());
    assertThat(none.isAnswered()).isTrue();
  }

  @Test
  void whatIsShownIsWrittenAsCsvAndJson() throws Exception {
    model.show(new MetricKey("inventory", "jvm.memory.used"));
    StringBuilder csv = new StringBuilder();
    ChartExport.csv(chart(), csv);
    assertThat(csv.toString().lines()).hasSize(2);
    long only = FakeMetrics.START + 9 * FakeMetrics.STEP;
    assertThat(csv.toString()).startsWith("timeUnixNano,series,value\r\n" + only + ",,");
    StringBuilder json = new StringBuilder();
    ChartExport.json(chart(), json);
    assertThat(json.toString())
        .contains("\"name\": \"jvm.memory.used\"")
        .contains("[\"" + only + "\", ");
    model.choose(DURATION);
    StringBuilder heat = new StringBuilder();
    ChartExport.csv(chart(), heat);
    assertThat(heat.toString()).startsWith("fromUnixNano,toUnixNano,above,upTo,count\r\n");
  }
}
