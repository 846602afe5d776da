package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.MetricWalker;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.SymbolTable;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Prometheus' own engine says of many expressions over a fixed data set (src/test/peers, a
 * program in Go wrote promql.txt) is said here of the same data, which came as OTLP and lies half
 * in a window and half in the ring.
 */
class PromQlPeerTest {
  private static final double TOLERANCE = 1e-9;

  @TempDir Path folder;
  private final SymbolTable symbols = new SymbolTable();
  private final List<RecordBatch> batches = new ArrayList<>();

  private static List<String> lines() throws IOException {
    try (InputStream in = PromQlPeerTest.class.getResourceAsStream("promql.txt")) {
      if (in == null) {
        throw new IOException("promql.txt is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static KeyValue label(String pair) {
    int at = pair.indexOf('=');
    return KeyValue.newBuilder()
        .setKey(pair.substring(0, at))
        .setValue(AnyValue.newBuilder().setStringValue(pair.substring(at + 1)))
        .build();
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static List<Double> numbers(String text) {
    return Stream.of(text.split(",", -1)).map(PromQlPeerTest::number).toList();
  }

  private static List<Long> counts(String text) {
    return numbers(text).stream().map(Double::longValue).toList();
  }

  /** A series' points from some place on, up to another. */
  private void add(String[] line, int from, int to) throws Exception {
    List<KeyValue> labels = Arrays.stream(line[2].split(",")).map(PromQlPeerTest::label).toList();
    List<KeyValue> own = labels.subList(1, labels.size());
    Metric.Builder metric = Metric.newBuilder().setName(line[1]);
    int bar = line[3].indexOf('|');
    String[] points = line[3].substring(bar + 1).strip().split(" ");
    for (String point : List.of(points).subList(from * points.length / 3, to * points.length / 3)) {
      String[] parts = point.split(":");
      long time = Long.parseLong(parts[0]) * 1_000_000L;
      switch (line[0]) {
        case "explicit" ->
            metric
                .getHistogramBuilder()
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(
                    HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(time)
                        .addAllAttributes(own)
                        .setCount((long) number(parts[1]))
                        .setSum(number(parts[2]))
                        .addAllBucketCounts(counts(parts[3]))
                        .addAllExplicitBounds(numbers(line[3].substring(0, bar))));
        case "exponential" ->
            metric
                .getExponentialHistogramBuilder()
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(exponential(parts, time, own));
        default -> {
          NumberDataPoint.Builder number =
              NumberDataPoint.newBuilder().setTimeUnixNano(time).addAllAttributes(own);
          if (parts[1].equals("stale")) {
            number.setFlags(DataPoint.NO_RECORDED_VALUE);
          } else {
            number.setAsDouble(number(parts[1]));
          }
          if (line[0].equals("gauge")) {
            metric.getGaugeBuilder().addDataPoints(number);
          } else {
            metric
                .getSumBuilder()
                .setIsMonotonic(true)
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(number);
          }
        }
      }
    }
    ResourceMetrics.Builder resource = ResourceMetrics.newBuilder();
    resource.getResourceBuilder().addAttributes(labels.getFirst());
    resource.addScopeMetricsBuilder().addMetrics(metric);
    byte[] bytes =
        ExportMetricsServiceRequest.newBuilder().addResourceMetrics(resource).build().toByteArray();
    batches.add(
        new MetricWalker(symbols)
            .walk(bytes, bytes.length)
            .withId(batches.size(), 1_790_000_000_000_000_000L + batches.size()));
  }

  private static ExponentialHistogramDataPoint.Builder exponential(
      String[] parts, long time, List<KeyValue> own) {
    ExponentialHistogramDataPoint.Builder point =
        ExponentialHistogramDataPoint.newBuilder()
            .setTimeUnixNano(time)
            .addAllAttributes(own)
            .setCount((long) number(parts[1]))
            .setSum(number(parts[2]))
            .setScale(Integer.parseInt(parts[3]))
            .setZeroThreshold(number(parts[4]))
            .setZeroCount((long) number(parts[5]));
    point
        .getPositiveBuilder()
        .setOffset(Integer.parseInt(parts[6]))
        .addAllBucketCounts(counts(parts[7]));
    point
        .getNegativeBuilder()
        .setOffset(Integer.parseInt(parts[6]))
        .addAllBucketCounts(counts(parts[8]));
    return point;
  }

  /** An expression and what the engine said: values by labels and time, null for an error. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Case(String[] ask, List<String[]> values, boolean refused) {}

  private static List<Case> cases(List<String> lines) {
    List<Case> cases = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      switch (parts[0]) {
        case "instant", "range" -> cases.add(new Case(parts, new ArrayList<>(), false));
        case "value" -> cases.getLast().values().add(parts);
        case "error" -> {
          Case last = cases.removeLast();
          cases.add(new Case(last.ask(), last.values(), true));
        }
        default -> {}
      }
    }
    return cases;
  }

  private static Map<String, Double> found(PromQlResult result) {
    Map<String, Double> found = new LinkedHashMap<>();
    for (PromQlResult.Series series : result.series()) {
      List<String> labels = new ArrayList<>();
      new TreeMap<>(series.labels()).forEach((name, value) -> labels.add(name + "=" + value));
      for (int i = 0; i < series.values().length; i++) {
        found.put(
            String.join(",", labels) + " " + series.timesUnixNano()[i] / 1_000_000,
            series.values()[i]);
      }
    }
    return found;
  }

  private static void check(Case one, MetricAnswers metrics) throws StoreException {
    String[] ask = one.ask();
    boolean instant = ask[0].equals("instant");
    String text = ask[ask.length - 1];
    String as = String.join(" ", ask);
    PromQlResult result;
    try {
      PromQl expression = PromQl.parse(text);
      long from = Long.parseLong(ask[1]) * 1_000_000L;
      result =
          instant
              ? expression.instant(metrics, from)
              : expression.range(
                  metrics,
                  from,
                  Long.parseLong(ask[2]) * 1_000_000L,
                  Long.parseLong(ask[3]) * 1_000_000L);
    } catch (PromQlException e) {
      assertThat(one.refused()).as("%s: %s", as, e.getMessage()).isTrue();
      return;
    }
    assertThat(one.refused()).as(as).isFalse();
    Map<String, Double> found = found(result);
    Map<String, Double> wanted = new LinkedHashMap<>();
    one.values().forEach(value -> wanted.put(value[1] + " " + value[2], number(value[3])));
    assertThat(found.keySet()).as(as).isEqualTo(wanted.keySet());
    wanted.forEach((key, value) -> assertSame(as + " " + key, found.getOrDefault(key, 0.0), value));
    if (instant && (text.startsWith("topk(") || text.startsWith("sort"))) {
      assertThat(List.copyOf(found.keySet())).as(as).isEqualTo(List.copyOf(wanted.keySet()));
    }
  }

  private static void assertSame(String as, double found, double wanted) {
    if (Double.isNaN(wanted) || Double.isInfinite(wanted)) {
      assertThat((Double) found).as(as).isEqualTo((Double) wanted);
    } else {
      assertThat(found)
          .as(as)
          .isCloseTo(
              wanted,
              org.assertj.core.data.Offset.offset(TOLERANCE * Math.max(1, Math.abs(wanted))));
    }
  }

  @Test
  void theAnswersAreThoseOfPrometheus() throws Exception {
    List<String> lines = lines();
    List<String[]> data =
        lines.stream()
            .map(line -> line.split("\t", -1))
            .filter(parts -> List.of("sum", "gauge", "explicit", "exponential").contains(parts[0]))
            .toList();
    for (int third = 0; third < 3; third++) {
      for (String[] line : data) {
        add(line, third, third + 1);
      }
    }
    List<Case> cases = cases(lines);
    assertThat(cases).hasSizeGreaterThan(400);
    List<String> wrong = new ArrayList<>();
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      store.seal(batches.subList(0, batches.size() / 2));
      try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
        for (Case one : cases) {
          try {
            check(one, snapshot.metrics());
          } catch (AssertionError e) {
            wrong.add(String.valueOf(e.getMessage()).strip());
          }
        }
      }
    }
    assertThat(wrong).as("%d of %d", wrong.size(), cases.size()).isEmpty();
  }
}
