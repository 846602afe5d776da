package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/** Merges data points that come to the same attributes. */
final class Aggregation {
  private static final Set<String> FUNCTIONS =
      Set.of("sum", "max", "min", "mean", "median", "count");

  private Aggregation() {}

  private static String function(Args args) {
    String name = args.rawText(0);
    if (!FUNCTIONS.contains(name)) {
      throw new CheckException(
          "aggregation_function: expected one of sum, max, min, mean, median, count, found \""
              + name
              + "\"");
    }
    return name;
  }

  static Node onAttributes(Args args) {
    String function = function(args);
    Set<Utf8> kept = new HashSet<>();
    if (args.has(1)) {
      args.rawTexts(1).forEach(key -> kept.add(Utf8.of(key)));
    }
    boolean filtered = args.has(1);
    return Node.edit(f -> {
      MetricData data = f.metric().data();
      if (data instanceof MetricData.Summary) {
        throw new OttlException("summaries cannot be aggregated");
      }
      if (filtered) {
        for (DataPoint point : data.points()) {
          EditorFunctions.removeIf(point.attributes(), f, key -> !kept.contains(key));
        }
      }
      aggregate(f, function);
    });
  }

  static Node onValue(Args args) {
    String function = function(args);
    Utf8 attribute = Utf8.of(args.rawText(1));
    List<Utf8> old = args.rawTexts(2).stream().map(Utf8::of).toList();
    AnyValue replacement = Values.of(args.rawText(3));
    return Node.edit(f -> {
      for (DataPoint point : f.metric().data().points()) {
        Attributes attributes = point.attributes();
        AnyValue value = attributes.get(attribute);
        Utf8 text = value instanceof AnyValue.Text t ? t.value() : Utf8.EMPTY;
        if (value != null && old.contains(text)) {
          attributes.put(attribute, replacement);
        }
      }
      aggregate(f, function);
    });
  }

  private static void aggregate(Frame frame, String function) {
    Metric metric = frame.metric();
    metric.setMetadata(new Attributes());
    frame.markChanged();
    switch (metric.data()) {
      case MetricData.Gauge gauge ->
          metric.setData(new MetricData.Gauge(numbers(gauge.points(), false, function)));
      case MetricData.Sum sum ->
          metric.setData(
              new MetricData.Sum(
                  numbers(sum.points(), sum.temporality() == 1, function),
                  sum.temporality(),
                  sum.monotonic()));
      case MetricData.Histogram histogram ->
          metric.setData(
              new MetricData.Histogram(
                  merged(histogram.points(), histogram.temporality() == 1, Aggregation::merge),
                  histogram.temporality()));
      case MetricData.ExponentialHistogram histogram ->
          metric.setData(
              new MetricData.ExponentialHistogram(
                  merged(histogram.points(), histogram.temporality() == 1, ExponentialMerge::merge),
                  histogram.temporality()));
      // The points of a summary are lost, as in the reference.
      case MetricData.Summary summary -> metric.setData(new MetricData.Summary());
      case MetricData.None none -> {}
    }
  }

  private static <P extends DataPoint> Map<String, List<P>> groups(
      List<P> points, boolean byStart) {
    Map<String, List<P>> groups = new LinkedHashMap<>();
    for (P point : points) {
      StringBuilder key = new StringBuilder(Json.write(point.attributes()));
      key.append('|').append(point.timeUnixNano());
      key.append('|').append(byStart ? point.startTimeUnixNano() : 0);
      if (point instanceof DistributionPoint d) {
        key.append('|').append(d.min().isPresent()).append(d.max().isPresent()).append(d.flags());
      }
      if (point instanceof HistogramPoint h) {
        key.append('|').append(Arrays.toString(h.explicitBounds()));
      } else if (point instanceof ExponentialHistogramPoint e) {
        key.append('|').append(e.scale());
      }
      groups.computeIfAbsent(key.toString(), k -> new ArrayList<>()).add(point);
    }
    return groups;
  }

  private static List<NumberPoint> numbers(
      List<NumberPoint> points, boolean byStart, String function) {
    List<NumberPoint> merged = new ArrayList<>();
    for (List<NumberPoint> group : groups(points, byStart).values()) {
      merged.add(NumberMerge.merge(group, function));
    }
    return merged;
  }

  private static <P extends DataPoint> List<P> merged(
      List<P> points, boolean byStart, BinaryOperator<P> merge) {
    List<P> merged = new ArrayList<>();
    for (List<P> group : groups(points, byStart).values()) {
      P first = group.getFirst();
      for (P other : group.subList(1, group.size())) {
        first = merge.apply(first, other);
      }
      merged.add(first);
    }
    return merged;
  }

  private static HistogramPoint merge(HistogramPoint into, HistogramPoint from) {
    if (from.count() == 0) {
      return into;
    }
    ExponentialMerge.distribution(into, from);
    long[] counts = into.bucketCounts().clone();
    for (int i = 0; i < from.bucketCounts().length; i++) {
      if (i >= counts.length) {
        throw new OttlException("points of one set of bounds have different numbers of buckets");
      }
      counts[i] += from.bucketCounts()[i];
    }
    into.setBucketCounts(counts);
    return into;
  }
}
