package dev.eyepiece.agent.query;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.SummaryPoint;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data point as the one JSON object that the query command prints. What histograms and summaries
 * have goes by its name in OTLP JSON, with 64-bit counts as decimal texts.
 */
public final class PointLine {
  private static final List<String> TEMPORALITIES = List.of("UNSPECIFIED", "DELTA", "CUMULATIVE");

  private PointLine() {}

  /** A metric with one point. */
  public static String write(ScopedMetric held) {
    Metric metric = held.metric();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", metric.name().toString());
    json.put("type", type(metric.data()));
    json.put("unit", metric.unit().toString());
    json.put("temporality", temporality(metric.data()));
    json.put("monotonic", metric.data() instanceof MetricData.Sum sum && sum.monotonic());
    for (DataPoint point : metric.data().points()) {
      json.put("startTimeUnixNano", JsonParts.unsigned(point.startTimeUnixNano()));
      json.put("timeUnixNano", JsonParts.unsigned(point.timeUnixNano()));
      json.put("attributes", JsonParts.map(point.attributes()));
      if (point.flags() != 0) {
        json.put("flags", Integer.toUnsignedLong(point.flags()));
      }
      point(json, point);
    }
    JsonParts.around(json, held.resource(), held.scope());
    return JsonText.write(json);
  }

  private static String type(MetricData data) {
    return switch (data) {
      case MetricData.None _ -> "";
      case MetricData.Gauge _ -> "gauge";
      case MetricData.Sum _ -> "sum";
      case MetricData.Histogram _ -> "histogram";
      case MetricData.ExponentialHistogram _ -> "exponentialHistogram";
      case MetricData.Summary _ -> "summary";
    };
  }

  private static String temporality(MetricData data) {
    return switch (data) {
      case MetricData.None _, MetricData.Gauge _, MetricData.Summary _ -> "";
      case MetricData.Sum sum -> JsonParts.name(TEMPORALITIES, sum.temporality());
      case MetricData.Histogram histogram -> JsonParts.name(TEMPORALITIES, histogram.temporality());
      case MetricData.ExponentialHistogram histogram ->
          JsonParts.name(TEMPORALITIES, histogram.temporality());
    };
  }

  private static void point(Map<String, @Nullable Object> json, DataPoint point) {
    switch (point) {
      case NumberPoint number -> {
        json.put("value", value(number.valueType(), number.valueBits()));
        exemplars(json, number.exemplars());
      }
      case HistogramPoint histogram -> {
        distribution(json, histogram);
        json.put("bucketCounts", counts(histogram.bucketCounts()));
        json.put("explicitBounds", Arrays.stream(histogram.explicitBounds()).boxed().toList());
        exemplars(json, histogram.exemplars());
      }
      case ExponentialHistogramPoint histogram -> {
        distribution(json, histogram);
        json.put("scale", (long) histogram.scale());
        json.put("zeroCount", JsonParts.unsigned(histogram.zeroCount()));
        json.put("zeroThreshold", histogram.zeroThreshold());
        json.put("positive", buckets(histogram.positive()));
        json.put("negative", buckets(histogram.negative()));
        exemplars(json, histogram.exemplars());
      }
      case SummaryPoint summary -> {
        json.put("count", JsonParts.unsigned(summary.count()));
        json.put("sum", summary.sum());
        List<Map<String, @Nullable Object>> quantiles = new ArrayList<>();
        for (SummaryPoint.Quantile quantile : summary.quantiles()) {
          Map<String, @Nullable Object> one = new LinkedHashMap<>();
          one.put("quantile", quantile.quantile());
          one.put("value", quantile.value());
          quantiles.add(one);
        }
        json.put("quantileValues", quantiles);
      }
    }
  }

  private static void distribution(Map<String, @Nullable Object> json, DistributionPoint point) {
    json.put("count", JsonParts.unsigned(point.count()));
    point.sum().ifPresent(sum -> json.put("sum", sum));
    point.min().ifPresent(min -> json.put("min", min));
    point.max().ifPresent(max -> json.put("max", max));
  }

  private static Map<String, @Nullable Object> buckets(ExponentialHistogramPoint.Buckets buckets) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("offset", (long) buckets.offset());
    json.put("bucketCounts", counts(buckets.counts()));
    return json;
  }

  private static List<String> counts(long[] counts) {
    return Arrays.stream(counts).mapToObj(JsonParts::unsigned).toList();
  }

  private static @Nullable Object value(byte type, long bits) {
    return switch (type) {
      case ValueType.INT -> bits;
      case ValueType.REAL -> Double.longBitsToDouble(bits);
      default -> null;
    };
  }

  private static void exemplars(Map<String, @Nullable Object> json, List<Exemplar> exemplars) {
    if (exemplars.isEmpty()) {
      return;
    }
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (Exemplar exemplar : exemplars) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("timeUnixNano", JsonParts.unsigned(exemplar.timeUnixNano()));
      one.put("value", value(exemplar.valueType(), exemplar.valueBits()));
      one.put(
          "traceId", JsonParts.traceId(new TraceId(exemplar.traceIdHigh(), exemplar.traceIdLow())));
      one.put("spanId", JsonParts.spanId(exemplar.spanId()));
      one.put("filteredAttributes", JsonParts.map(exemplar.filteredAttributes()));
      all.add(one);
    }
    json.put("exemplars", all);
  }
}
