package dev.eyepiece.store.clickhouse;

import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.SummaryPoint;
import dev.eyepiece.telemetry.ValueType;
import java.util.List;
import java.util.OptionalDouble;

/** How data points are written, each as a metric that has it alone. */
final class PointColumns {
  private PointColumns() {}

  /** The columns of the table of a kind of metrics. */
  static Columns<ScopedMetric> of(MetricType type) {
    Columns<ScopedMetric> columns =
        new Columns<ScopedMetric>()
            .scoped(ScopedMetric::resource, ScopedMetric::scope)
            .utf8("MetricName", r -> r.metric().name())
            .utf8("MetricDescription", r -> r.metric().description())
            .utf8("MetricUnit", r -> r.metric().unit())
            .add("Attributes", (out, r) -> Written.map(out, point(r).attributes()))
            .time("StartTimeUnix", r -> point(r).startTimeUnixNano())
            .time("TimeUnix", r -> point(r).timeUnixNano())
            .int32("Flags", r -> flags(point(r)))
            .int32("AggregationTemporality", r -> temporality(r.metric().data()))
            .int8(
                "IsMonotonic",
                r -> r.metric().data() instanceof MetricData.Sum s && s.monotonic() ? 1 : 0);
    switch (type) {
      case GAUGE, SUM ->
          exemplars(columns.add("Value", (out, r) -> out.float64(number(r).value())));
      case HISTOGRAM -> histogram(columns);
      case EXPONENTIAL_HISTOGRAM -> exponential(columns);
      case SUMMARY -> summary(columns);
      case NONE -> throw new IllegalArgumentException("a metric without data has no table");
    }
    return columns;
  }

  private static void histogram(Columns<ScopedMetric> columns) {
    distribution(columns);
    columns
        .add("BucketCounts", (out, r) -> out.int64s(((HistogramPoint) point(r)).bucketCounts()))
        .add(
            "ExplicitBounds",
            (out, r) -> out.float64s(((HistogramPoint) point(r)).explicitBounds()));
  }

  private static void exponential(Columns<ScopedMetric> columns) {
    distribution(columns);
    columns
        .int32("Scale", r -> buckets(r).scale())
        .int64("ZeroCount", r -> buckets(r).zeroCount())
        .int32("PositiveOffset", r -> buckets(r).positive().offset())
        .add("PositiveBucketCounts", (out, r) -> out.int64s(buckets(r).positive().counts()))
        .int32("NegativeOffset", r -> buckets(r).negative().offset())
        .add("NegativeBucketCounts", (out, r) -> out.int64s(buckets(r).negative().counts()));
  }

  private static void distribution(Columns<ScopedMetric> columns) {
    exemplars(
        columns
            .int64("Count", r -> spread(r).count())
            .add("Sum", (out, r) -> out.float64(spread(r).sum().orElse(0)))
            .add("Min", (out, r) -> out.float64(spread(r).min().orElse(0)))
            .add("Max", (out, r) -> out.float64(spread(r).max().orElse(0))));
  }

  private static void summary(Columns<ScopedMetric> columns) {
    columns
        .int64("Count", r -> ((SummaryPoint) point(r)).count())
        .add("Sum", (out, r) -> out.float64(((SummaryPoint) point(r)).sum()))
        .add(
            "ValueAtQuantiles.Quantile",
            (out, r) ->
                out.array(((SummaryPoint) point(r)).quantiles(), (o, q) -> o.float64(q.quantile())))
        .add(
            "ValueAtQuantiles.Value",
            (out, r) ->
                out.array(((SummaryPoint) point(r)).quantiles(), (o, q) -> o.float64(q.value())));
  }

  private static void exemplars(Columns<ScopedMetric> columns) {
    columns
        .add(
            "Exemplars.FilteredAttributes",
            (out, r) -> out.array(exemplars(r), (o, e) -> Written.map(o, e.filteredAttributes())))
        .times(
            "Exemplars.TimeUnix",
            r -> exemplars(r).stream().mapToLong(Exemplar::timeUnixNano).toArray())
        .add("Exemplars.Value", (out, r) -> out.array(exemplars(r), (o, e) -> o.float64(value(e))))
        .add(
            "Exemplars.SpanId",
            (out, r) -> out.array(exemplars(r), (o, e) -> o.text(Written.spanId(e.spanId()))))
        .add(
            "Exemplars.TraceId",
            (out, r) ->
                out.array(
                    exemplars(r),
                    (o, e) -> o.text(Written.traceId(e.traceIdHigh(), e.traceIdLow()))));
  }

  static DataPoint point(ScopedMetric metric) {
    return metric.metric().data().points().getFirst();
  }

  private static NumberPoint number(ScopedMetric metric) {
    return (NumberPoint) point(metric);
  }

  private static DistributionPoint spread(ScopedMetric metric) {
    return (DistributionPoint) point(metric);
  }

  private static ExponentialHistogramPoint buckets(ScopedMetric metric) {
    return (ExponentialHistogramPoint) point(metric);
  }

  /** A point without a value says so, since the column must have one. */
  private static int flags(DataPoint point) {
    boolean none = point instanceof NumberPoint n && n.valueType() == ValueType.EMPTY;
    return none ? point.flags() | DataPoint.NO_RECORDED_VALUE : point.flags();
  }

  private static int temporality(MetricData data) {
    return switch (data) {
      case MetricData.Sum sum -> sum.temporality();
      case MetricData.Histogram histogram -> histogram.temporality();
      case MetricData.ExponentialHistogram histogram -> histogram.temporality();
      case MetricData.Gauge _, MetricData.Summary _, MetricData.None _ -> 0;
    };
  }

  private static List<Exemplar> exemplars(ScopedMetric metric) {
    return switch (point(metric)) {
      case NumberPoint number -> number.exemplars();
      case DistributionPoint distribution -> distribution.exemplars();
      case SummaryPoint _ -> List.of();
    };
  }

  private static double value(Exemplar exemplar) {
    OptionalDouble real =
        exemplar.valueType() == ValueType.REAL
            ? OptionalDouble.of(Double.longBitsToDouble(exemplar.valueBits()))
            : OptionalDouble.empty();
    return real.orElse((double) exemplar.valueBits());
  }
}
