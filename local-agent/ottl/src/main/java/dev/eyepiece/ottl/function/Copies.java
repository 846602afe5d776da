package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.SummaryPoint;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Copies of metrics that share nothing with their originals. */
final class Copies {
  private Copies() {}

  static Metric of(Metric metric) {
    Metric copy = new Metric();
    copy.setName(metric.name());
    copy.setDescription(metric.description());
    copy.setUnit(metric.unit());
    copy.setMetadata(Values.copy(metric.metadata()));
    copy.setData(
        switch (metric.data()) {
          case MetricData.None none -> none;
          case MetricData.Gauge gauge -> new MetricData.Gauge(each(gauge.points(), Copies::of));
          case MetricData.Sum sum ->
              new MetricData.Sum(
                  each(sum.points(), Copies::of), sum.temporality(), sum.monotonic());
          case MetricData.Histogram histogram ->
              new MetricData.Histogram(
                  each(histogram.points(), Copies::of), histogram.temporality());
          case MetricData.ExponentialHistogram histogram ->
              new MetricData.ExponentialHistogram(
                  each(histogram.points(), Copies::of), histogram.temporality());
          case MetricData.Summary summary ->
              new MetricData.Summary(each(summary.points(), Copies::of));
        });
    return copy;
  }

  private static <T> List<T> each(List<T> items, UnaryOperator<T> copy) {
    List<T> copies = new ArrayList<>(items.size());
    for (T item : items) {
      copies.add(copy.apply(item));
    }
    return copies;
  }

  private static void shared(DataPoint from, DataPoint to) {
    to.setAttributes(Values.copy(from.attributes()));
    to.setStartTimeUnixNano(from.startTimeUnixNano());
    to.setTimeUnixNano(from.timeUnixNano());
    to.setFlags(from.flags());
  }

  private static NumberPoint of(NumberPoint point) {
    NumberPoint copy = new NumberPoint();
    shared(point, copy);
    if (point.valueType() == ValueType.INT) {
      copy.setInt(point.valueBits());
    } else if (point.valueType() == ValueType.REAL) {
      copy.setReal(point.value());
    }
    copy.setExemplars(each(point.exemplars(), Copies::of));
    return copy;
  }

  private static void distribution(DistributionPoint from, DistributionPoint to) {
    shared(from, to);
    to.setCount(from.count());
    to.setSum(from.sum());
    to.setMin(from.min());
    to.setMax(from.max());
    to.setExemplars(each(from.exemplars(), Copies::of));
  }

  private static HistogramPoint of(HistogramPoint point) {
    HistogramPoint copy = new HistogramPoint();
    distribution(point, copy);
    copy.setBucketCounts(point.bucketCounts().clone());
    copy.setExplicitBounds(point.explicitBounds().clone());
    return copy;
  }

  private static ExponentialHistogramPoint of(ExponentialHistogramPoint point) {
    ExponentialHistogramPoint copy = new ExponentialHistogramPoint();
    distribution(point, copy);
    copy.setScale(point.scale());
    copy.setZeroCount(point.zeroCount());
    copy.setZeroThreshold(point.zeroThreshold());
    copy.setPositive(point.positive());
    copy.setNegative(point.negative());
    return copy;
  }

  private static SummaryPoint of(SummaryPoint point) {
    SummaryPoint copy = new SummaryPoint();
    shared(point, copy);
    copy.setCount(point.count());
    copy.setSum(point.sum());
    copy.setQuantiles(new ArrayList<>(point.quantiles()));
    return copy;
  }

  private static Exemplar of(Exemplar exemplar) {
    return new Exemplar(
        Values.copy(exemplar.filteredAttributes()),
        exemplar.timeUnixNano(),
        exemplar.valueType(),
        exemplar.valueBits(),
        exemplar.traceIdHigh(),
        exemplar.traceIdLow(),
        exemplar.spanId());
  }
}
