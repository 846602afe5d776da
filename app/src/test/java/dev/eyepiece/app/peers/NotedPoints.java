package dev.eyepiece.app.peers;

import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The data points of the Java SDK with the keys that {@code eyepiece query} uses. */
final class NotedPoints {
  private NotedPoints() {}

  static Stream<Map<String, @Nullable Object>> of(MetricData metric) {
    return metric.getData().getPoints().stream().map(point -> point(metric, point));
  }

  private static Map<String, @Nullable Object> point(MetricData metric, PointData point) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", metric.getName());
    json.put("unit", metric.getUnit());
    kind(json, metric);
    json.put("startTimeUnixNano", Long.toString(point.getStartEpochNanos()));
    json.put("timeUnixNano", Long.toString(point.getEpochNanos()));
    json.put("attributes", NotingExporters.attributes(point.getAttributes()));
    switch (point) {
      case LongPointData number -> json.put("value", number.getValue());
      case DoublePointData number -> json.put("value", number.getValue());
      case HistogramPointData histogram -> {
        distribution(
            json,
            histogram.getCount(),
            histogram.getSum(),
            histogram.hasMin() ? histogram.getMin() : null,
            histogram.hasMax() ? histogram.getMax() : null);
        json.put("bucketCounts", texts(histogram.getCounts()));
        json.put("explicitBounds", histogram.getBoundaries());
      }
      case ExponentialHistogramPointData histogram -> {
        distribution(
            json,
            histogram.getCount(),
            histogram.getSum(),
            histogram.hasMin() ? histogram.getMin() : null,
            histogram.hasMax() ? histogram.getMax() : null);
        json.put("scale", (long) histogram.getScale());
        json.put("zeroCount", Long.toString(histogram.getZeroCount()));
        json.put("positive", buckets(histogram.getPositiveBuckets()));
        json.put("negative", buckets(histogram.getNegativeBuckets()));
      }
      default -> throw new IllegalArgumentException(metric.getName() + " was not made here");
    }
    exemplars(json, point.getExemplars());
    return json;
  }

  private static void kind(Map<String, @Nullable Object> json, MetricData metric) {
    String type = "gauge";
    String temporality = "";
    boolean monotonic = false;
    switch (metric.getType()) {
      case LONG_GAUGE, DOUBLE_GAUGE -> {}
      case LONG_SUM -> {
        type = "sum";
        temporality = name(metric.getLongSumData().getAggregationTemporality());
        monotonic = metric.getLongSumData().isMonotonic();
      }
      case DOUBLE_SUM -> {
        type = "sum";
        temporality = name(metric.getDoubleSumData().getAggregationTemporality());
        monotonic = metric.getDoubleSumData().isMonotonic();
      }
      case HISTOGRAM -> {
        type = "histogram";
        temporality = name(metric.getHistogramData().getAggregationTemporality());
      }
      case EXPONENTIAL_HISTOGRAM -> {
        type = "exponentialHistogram";
        temporality = name(metric.getExponentialHistogramData().getAggregationTemporality());
      }
      default -> throw new IllegalArgumentException(metric.getName() + " was not made here");
    }
    json.put("type", type);
    json.put("temporality", temporality);
    json.put("monotonic", monotonic);
  }

  private static String name(AggregationTemporality temporality) {
    return temporality.name();
  }

  private static void distribution(
      Map<String, @Nullable Object> json,
      long count,
      double sum,
      @Nullable Double least,
      @Nullable Double most) {
    json.put("count", Long.toString(count));
    json.put("sum", sum);
    if (least != null) {
      json.put("min", least);
    }
    if (most != null) {
      json.put("max", most);
    }
  }

  private static Map<String, @Nullable Object> buckets(ExponentialHistogramBuckets buckets) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("offset", (long) buckets.getOffset());
    json.put("bucketCounts", texts(buckets.getBucketCounts()));
    return json;
  }

  private static List<String> texts(List<Long> counts) {
    return counts.stream().map(String::valueOf).toList();
  }

  private static void exemplars(
      Map<String, @Nullable Object> json, List<? extends ExemplarData> exemplars) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (ExemplarData exemplar : exemplars) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("timeUnixNano", Long.toString(exemplar.getEpochNanos()));
      one.put(
          "value",
          switch (exemplar) {
            case LongExemplarData number -> number.getValue();
            case DoubleExemplarData number -> number.getValue();
            default -> throw new IllegalArgumentException(exemplar.toString());
          });
      one.put("traceId", exemplar.getSpanContext().getTraceId());
      one.put("spanId", exemplar.getSpanContext().getSpanId());
      one.put("filteredAttributes", NotingExporters.attributes(exemplar.getFilteredAttributes()));
      all.add(one);
    }
    if (!all.isEmpty()) {
      json.put("exemplars", all);
    }
  }
}
