package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.Part;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.MetricData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The paths of metrics. */
final class MetricPaths {
  static final Map<String, Long> ENUMS =
      Map.of(
          "AGGREGATION_TEMPORALITY_UNSPECIFIED", 0L,
          "AGGREGATION_TEMPORALITY_DELTA", 1L,
          "AGGREGATION_TEMPORALITY_CUMULATIVE", 2L,
          "METRIC_DATA_TYPE_NONE", 0L,
          "METRIC_DATA_TYPE_GAUGE", 1L,
          "METRIC_DATA_TYPE_SUM", 2L,
          "METRIC_DATA_TYPE_HISTOGRAM", 3L,
          "METRIC_DATA_TYPE_EXPONENTIAL_HISTOGRAM", 4L,
          "METRIC_DATA_TYPE_SUMMARY", 5L);

  static final List<PathDef> METRIC =
      List.of(
          Paths.text("name", f -> f.metric().name(), (f, v) -> f.metric().setName(v)),
          Paths.text(
              "description", f -> f.metric().description(), (f, v) -> f.metric().setDescription(v)),
          Paths.text("unit", f -> f.metric().unit(), (f, v) -> f.metric().setUnit(v)),
          // The type follows from the points: writing it does nothing.
          Paths.value("type", "int", f -> Values.of(type(f.metric().data())), (f, v) -> {}),
          Paths.value(
              "aggregation_temporality",
              "int",
              f -> temporality(f.metric().data()),
              (f, v) ->
                  f.metric()
                      .setData(withTemporality(f.metric().data(), (int) (long) Coerce.integer(v)))),
          Paths.value(
              "is_monotonic",
              "bool",
              f ->
                  f.metric().data() instanceof MetricData.Sum sum
                      ? Values.of(sum.monotonic())
                      : null,
              (f, v) -> {
                boolean monotonic = Coerce.bool(v);
                if (f.metric().data() instanceof MetricData.Sum sum) {
                  f.metric()
                      .setData(new MetricData.Sum(sum.points(), sum.temporality(), monotonic));
                }
              }),
          Paths.value(
              "data_points",
              "data points",
              f -> points(f.metric().data()),
              (f, v) -> f.metric().setData(withPoints(f.metric().data(), v))),
          Paths.map("metadata", MapSource.METRIC));

  private MetricPaths() {}

  static int type(MetricData data) {
    return switch (data) {
      case MetricData.None none -> 0;
      case MetricData.Gauge gauge -> 1;
      case MetricData.Sum sum -> 2;
      case MetricData.Histogram histogram -> 3;
      case MetricData.ExponentialHistogram histogram -> 4;
      case MetricData.Summary summary -> 5;
    };
  }

  private static @Nullable Object temporality(MetricData data) {
    return switch (data) {
      case MetricData.Sum sum -> Values.of(sum.temporality());
      case MetricData.Histogram histogram -> Values.of(histogram.temporality());
      case MetricData.ExponentialHistogram histogram -> Values.of(histogram.temporality());
      default -> null;
    };
  }

  private static MetricData withTemporality(MetricData data, int temporality) {
    return switch (data) {
      case MetricData.Sum sum -> new MetricData.Sum(sum.points(), temporality, sum.monotonic());
      case MetricData.Histogram histogram ->
          new MetricData.Histogram(histogram.points(), temporality);
      case MetricData.ExponentialHistogram histogram ->
          new MetricData.ExponentialHistogram(histogram.points(), temporality);
      default -> data;
    };
  }

  private static String kind(MetricData data) {
    return switch (data) {
      case MetricData.Gauge gauge -> "number data points";
      case MetricData.Sum sum -> "number data points";
      case MetricData.Histogram histogram -> "histogram data points";
      case MetricData.ExponentialHistogram histogram -> "exponential histogram data points";
      case MetricData.Summary summary -> "summary data points";
      case MetricData.None none -> "no data points";
    };
  }

  private static @Nullable Object points(MetricData data) {
    return data == MetricData.None.INSTANCE ? null : new Part(kind(data), data.points());
  }

  private static MetricData withPoints(MetricData data, @Nullable Object value) {
    return switch (data) {
      case MetricData.Gauge gauge -> new MetricData.Gauge(list(data, value));
      case MetricData.Sum sum ->
          new MetricData.Sum(list(data, value), sum.temporality(), sum.monotonic());
      case MetricData.Histogram histogram ->
          new MetricData.Histogram(list(data, value), histogram.temporality());
      case MetricData.ExponentialHistogram histogram ->
          new MetricData.ExponentialHistogram(list(data, value), histogram.temporality());
      case MetricData.Summary summary -> new MetricData.Summary(list(data, value));
      case MetricData.None none -> data;
    };
  }

  private static <T> List<T> list(MetricData data, @Nullable Object value) {
    return value == null ? new ArrayList<>() : Paths.items(kind(data), value);
  }
}
