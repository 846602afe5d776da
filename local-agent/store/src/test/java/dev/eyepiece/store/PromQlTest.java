package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.eyepiece.telemetry.MetricWalker;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.SymbolTable;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of expressions that cannot be read, and what OTLP has and Prometheus has not. */
class PromQlTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261130L);
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_790_000_000L * SECOND;

  @TempDir Path folder;
  private final SymbolTable symbols = new SymbolTable();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "~~; 0; a metric, a function, a number",
        "rate(x); 5; rate takes a range vector",
        "x[5m]; 0; a function such as rate",
        "x[5]1; 4; an operator or the end",
        "x[0s]; 2; a range above zero",
        "x[5m:1m]; 4; subqueries",
        "x @ 5; 2; not part of this subset",
        "sum(x) by; 9; '(' was expected",
        "sum(x; 5; ')' was expected",
        "nosuch(x); 0; no function of this subset",
        "x{a=5}; 4; a value in quotes",
        "x{a}; 3; =, !=, =~ or !~",
        "x{a=~\"(\"}; 5; RE2",
        "{a=\"\"}; 0; a matcher that does not match the empty text",
        "x and 5; 2; between instant vectors",
        "1 > 2; 2; bool",
        "x + bool y; 2; bool goes with a comparison",
        "\"abc; 0; not ended",
        "x ? y; 2; no part of the language",
        "5x; 0; a number or a duration",
        "clamp(x, 1); 10; a number for clamp",
        "abs(x, 1); 7; takes no more arguments",
        "x + y[5m]; 4; found a range vector"
      })
  void errorsNameThePlace(String text, int position, String message) {
    PromQlException e = catchThrowableOfType(PromQlException.class, () -> PromQl.parse(text));
    assertThat(e).as(text).isNotNull().hasMessageContaining(message);
    assertThat(e.position()).as(text).isEqualTo(position);
  }

  @Test
  void anyTextIsReadOrRefused() {
    Random random = new Random(SEED);
    String[] parts = {
      "sum", " by ", "(", ")", "{", "}", "[5m]", "x", "a=\"b\"", ",", " + ", " > ", "bool", "-",
      "rate", "topk", "2", "5m", " offset ", " on", " and ", "\"", "^", "=~", "#", "\n", "µ", "@"
    };
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      try {
        PromQl.parse(text.toString());
        read++;
      } catch (PromQlException e) {
        assertThat(e.position()).as("seed %s: %s", SEED, text).isBetween(0, text.length());
      }
    }
    assertThat(read).isGreaterThan(300);
    assertThat(
            catchThrowableOfType(PromQlException.class, () -> PromQl.parse("(".repeat(5000) + "x")))
        .hasMessageContaining("nested");
    assertThat(
            catchThrowableOfType(PromQlException.class, () -> PromQl.parse("-".repeat(5000) + "x")))
        .hasMessageContaining("nested");
    assertThat(
            catchThrowableOfType(
                PromQlException.class, () -> PromQl.parse("2" + "^2".repeat(4000))))
        .hasMessageContaining("nested");
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private RecordBatch batch(Metric.Builder... metrics) throws Exception {
    ResourceMetrics.Builder resource = ResourceMetrics.newBuilder();
    resource.getResourceBuilder().addAttributes(attribute("service.name", "shop"));
    for (Metric.Builder metric : metrics) {
      resource.addScopeMetricsBuilder().addMetrics(metric);
    }
    byte[] bytes =
        ExportMetricsServiceRequest.newBuilder().addResourceMetrics(resource).build().toByteArray();
    return new MetricWalker(symbols).walk(bytes, bytes.length).withId(0, START);
  }

  private static NumberDataPoint.Builder point(int second, double value) {
    return NumberDataPoint.newBuilder()
        .setTimeUnixNano(START + second * SECOND)
        .setStartTimeUnixNano(START + (second - 10) * SECOND)
        .setAsDouble(value)
        .addAttributes(attribute("http.route", "/x"));
  }

  private List<String> ask(RecordBatch batch, String text) throws Exception {
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder));
        TelemetrySnapshot snapshot = store.snapshot(List.of(batch))) {
      PromQlResult result = PromQl.parse(text).instant(snapshot.metrics(), START + 60 * SECOND);
      List<String> found = new ArrayList<>();
      result
          .series()
          .forEach(one -> found.add(one.text() + " " + PromQlResult.number(one.values()[0])));
      result.notes().forEach(found::add);
      return found;
    }
  }

  @Test
  void metricsAreFoundByTheNamesThatPrometheusGivesThem() throws Exception {
    Metric.Builder sum = Metric.newBuilder().setName("http.client.sent").setUnit("By");
    sum.getSumBuilder()
        .setIsMonotonic(true)
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
        .addDataPoints(point(50, 7));
    RecordBatch batch = batch(sum);
    String labels = "{\"http.route\"=\"/x\", \"service.name\"=\"shop\"} 7";
    for (String name :
        List.of(
            "http_client_sent",
            "http_client_sent_bytes",
            "http_client_sent_total",
            "http_client_sent_bytes_total")) {
      assertThat(ask(batch, name)).as(name).containsExactly(name + labels);
      assertThat(ask(batch, name + "{http_route=\"/x\", job=\"shop\"}")).hasSize(1);
    }
    assertThat(ask(batch, "{\"http.client.sent\", \"http.route\"=~\"/.*\"}"))
        .containsExactly("http.client.sent" + labels);
    assertThat(ask(batch, "sum by (http_route, job) (http_client_sent)"))
        .containsExactly("{http_route=\"/x\", job=\"shop\"} 7");
    assertThat(ask(batch, "sum without (http_route) (http_client_sent)"))
        .containsExactly("{\"service.name\"=\"shop\"} 7");
    assertThat(ask(batch, "http_client_sent{http_route=\"/y\"}")).isEmpty();
    assertThat(ask(batch, "http_client")).isEmpty();
  }

  /** What delta points say is the growth: nothing is lost at the ends, nothing extrapolated. */
  @Test
  void deltaSumsAreAddedUp() throws Exception {
    Metric.Builder sum = Metric.newBuilder().setName("jobs");
    sum.getSumBuilder()
        .setIsMonotonic(true)
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
        .addDataPoints(point(10, 100))
        .addDataPoints(point(30, 4))
        .addDataPoints(point(40, 0))
        .addDataPoints(point(50, 6));
    RecordBatch batch = batch(sum);
    String labels = "{\"http.route\"=\"/x\", \"service.name\"=\"shop\"}";
    assertThat(ask(batch, "increase(jobs[40s])")).containsExactly(labels + " 10");
    assertThat(ask(batch, "rate(jobs[40s])")).containsExactly(labels + " 0.25");
    assertThat(ask(batch, "irate(jobs[40s])")).containsExactly(labels + " 0.6");
    assertThat(ask(batch, "sum_over_time(jobs[1m])")).containsExactly(labels + " 110");
    assertThat(ask(batch, "jobs")).containsExactly("jobs" + labels + " 6");
  }

  @Test
  void deltaHistogramsAndSummariesHaveTheirSeries() throws Exception {
    Metric.Builder times = Metric.newBuilder().setName("times");
    for (int second : List.of(20, 40)) {
      times
          .getHistogramBuilder()
          .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
          .addDataPoints(
              HistogramDataPoint.newBuilder()
                  .setTimeUnixNano(START + second * SECOND)
                  .setCount(4)
                  .setSum(second)
                  .addAllExplicitBounds(List.of(1.0, 2.0))
                  .addAllBucketCounts(List.of(1L, 2L, 1L)));
    }
    Metric.Builder summary = Metric.newBuilder().setName("ages");
    summary
        .getSummaryBuilder()
        .addDataPoints(
            SummaryDataPoint.newBuilder()
                .setTimeUnixNano(START + 40 * SECOND)
                .setCount(3)
                .setSum(12)
                .addQuantileValues(
                    SummaryDataPoint.ValueAtQuantile.newBuilder().setQuantile(0.5).setValue(4)));
    RecordBatch batch = batch(times, summary);
    assertThat(ask(batch, "increase(times_count[1m])"))
        .containsExactly("{\"service.name\"=\"shop\"} 8");
    assertThat(ask(batch, "histogram_quantile(0.5, increase(times[1m]))"))
        .containsExactly("{\"service.name\"=\"shop\"} 1.5");
    assertThat(ask(batch, "histogram_quantile(0.5, sum by (le) (rate(times_bucket[1m])))"))
        .containsExactly("{} 1.5");
    assertThat(ask(batch, "times")).singleElement().asString().contains("1 values are histograms");
    assertThat(ask(batch, "ages"))
        .containsExactly("ages{quantile=\"0.5\", \"service.name\"=\"shop\"} 4");
    assertThat(ask(batch, "ages_sum / ages_count"))
        .containsExactly("{\"service.name\"=\"shop\"} 4");
  }

  @Test
  void stepsAndSeriesAreBounded() throws Exception {
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder));
        TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      PromQl time = PromQl.parse("time()");
      assertThat(
              catchThrowableOfType(
                  PromQlException.class,
                  () -> time.range(snapshot.metrics(), START, START + 20_000 * SECOND, SECOND)))
          .hasMessageContaining("11000 steps");
      PromQlResult result = time.range(snapshot.metrics(), START, START + 5 * SECOND, 2 * SECOND);
      assertThat(result.series().getFirst().values())
          .containsExactly(
              new double[] {1_790_000_000, 1_790_000_002, 1_790_000_004}, within(0.001));
    }
  }
}
