package dev.eyepiece.store.clickhouse;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.SummaryPoint;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Makes data points of rows that have {@link #COLUMNS}. */
final class PointRows {
  static final List<String> COLUMNS =
      List.of(
          "name",
          "type",
          "unit",
          "description",
          "temporality_code",
          "monotonic",
          "start_ns",
          "time_ns",
          "flags",
          "value",
          "count",
          "sum",
          "attributes",
          "resource",
          "resource_schema",
          "scope",
          "scope_version",
          "scope_schema",
          "min",
          "max",
          "bucket_counts",
          "bounds",
          "scale",
          "zero_count",
          "positive_offset",
          "positive_counts",
          "negative_offset",
          "negative_counts",
          "quantiles",
          "quantile_values",
          "exemplar_times",
          "exemplar_values",
          "exemplar_spans",
          "exemplar_traces",
          "exemplar_attributes",
          "series");

  private PointRows() {}

  static MetricType type(Row row) {
    return MetricType.valueOf(row.text(2).toUpperCase(Locale.ROOT));
  }

  static int temporality(Row row) {
    return (int) row.number(5);
  }

  static boolean monotonic(Row row) {
    return row.text(6).equals("true");
  }

  static long series(Row row) {
    return row.number(COLUMNS.size());
  }

  /** A point as a metric that has it alone. */
  static ScopedMetric metric(Row row) {
    Metric metric = new Metric();
    metric.setName(Utf8.of(row.text(1)));
    metric.setUnit(Utf8.of(row.text(3)));
    metric.setDescription(Utf8.of(row.text(4)));
    metric.setData(data(row));
    return new ScopedMetric(
        Texts.resource(row.map(14), row.text(15)),
        Texts.scope(row.text(16), row.text(17), new Attributes(), row.text(18)),
        metric);
  }

  private static MetricData data(Row row) {
    return switch (type(row)) {
      case NONE -> MetricData.None.INSTANCE;
      case GAUGE -> new MetricData.Gauge(alone(number(row)));
      case SUM -> new MetricData.Sum(alone(number(row)), temporality(row), monotonic(row));
      case HISTOGRAM -> new MetricData.Histogram(alone(histogram(row)), temporality(row));
      case EXPONENTIAL_HISTOGRAM ->
          new MetricData.ExponentialHistogram(alone(exponential(row)), temporality(row));
      case SUMMARY -> new MetricData.Summary(alone(summary(row)));
    };
  }

  private static <P> List<P> alone(P point) {
    List<P> list = new ArrayList<>(1);
    list.add(point);
    return list;
  }

  private static void common(Row row, DataPoint point) {
    point.setStartTimeUnixNano(row.number(7));
    point.setTimeUnixNano(row.number(8));
    point.setFlags((int) row.number(9));
    point.setAttributes(Texts.attributes(row.map(13)));
  }

  private static NumberPoint number(Row row) {
    NumberPoint point = new NumberPoint();
    common(row, point);
    row.real(10).ifPresent(point::setReal);
    point.setExemplars(exemplars(row));
    return point;
  }

  private static void distribution(Row row, DistributionPoint point) {
    common(row, point);
    point.setCount(row.number(11));
    point.setSum(row.real(12));
    OptionalDouble min = row.real(19);
    OptionalDouble max = row.real(20);
    // Both are zero where the sender gave none, which a histogram of zeros alone has too.
    if (min.orElse(0) != 0 || max.orElse(0) != 0) {
      point.setMin(min);
      point.setMax(max);
    }
    point.setExemplars(exemplars(row));
  }

  private static HistogramPoint histogram(Row row) {
    HistogramPoint point = new HistogramPoint();
    distribution(row, point);
    point.setBucketCounts(row.numbers(21));
    point.setExplicitBounds(row.reals(22));
    return point;
  }

  private static ExponentialHistogramPoint exponential(Row row) {
    ExponentialHistogramPoint point = new ExponentialHistogramPoint();
    distribution(row, point);
    point.setScale((int) row.number(23));
    point.setZeroCount(row.number(24));
    point.setPositive(new ExponentialHistogramPoint.Buckets((int) row.number(25), row.numbers(26)));
    point.setNegative(new ExponentialHistogramPoint.Buckets((int) row.number(27), row.numbers(28)));
    return point;
  }

  private static SummaryPoint summary(Row row) {
    SummaryPoint point = new SummaryPoint();
    common(row, point);
    point.setCount(row.number(11));
    point.setSum(row.real(12).orElse(0));
    double[] quantiles = row.reals(29);
    double[] values = row.reals(30);
    for (int i = 0; i < Math.min(quantiles.length, values.length); i++) {
      point.quantiles().add(new SummaryPoint.Quantile(quantiles[i], values[i]));
    }
    return point;
  }

  private static List<Exemplar> exemplars(Row row) {
    List<Exemplar> exemplars = new ArrayList<>();
    long[] times = row.numbers(31);
    double[] values = row.reals(32);
    List<String> spans = row.texts(33);
    List<String> traces = row.texts(34);
    List<Map<?, ?>> attributes = row.maps(35);
    for (int i = 0; i < times.length; i++) {
      TraceId trace = Texts.traceId(traces.get(i));
      exemplars.add(
          new Exemplar(
              Texts.attributes(attributes.get(i)),
              times[i],
              ValueType.REAL,
              Double.doubleToRawLongBits(values[i]),
              trace.high(),
              trace.low(),
              Texts.spanId(spans.get(i))));
    }
    return exemplars;
  }
}
