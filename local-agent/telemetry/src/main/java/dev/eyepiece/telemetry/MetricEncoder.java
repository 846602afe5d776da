package dev.eyepiece.telemetry;

import java.util.List;
import java.util.OptionalDouble;

/** Writes metrics (opentelemetry-proto, {@code metrics.proto}). For one thread. */
final class MetricEncoder extends TreeEncoder<Metric> {
  MetricEncoder(SizedWriter out) {
    super(out);
  }

  @Override
  void record(Metric metric) {
    out.text(1, metric.name());
    out.text(2, metric.description());
    out.text(3, metric.unit());
    switch (metric.data()) {
      case MetricData.None none -> {}
      case MetricData.Gauge gauge -> data(5, gauge, 0, false);
      case MetricData.Sum sum -> data(7, sum, sum.temporality(), sum.monotonic());
      case MetricData.Histogram histogram -> data(9, histogram, histogram.temporality(), false);
      case MetricData.ExponentialHistogram histogram ->
          data(10, histogram, histogram.temporality(), false);
      case MetricData.Summary summary -> data(11, summary, 0, false);
    }
    attributes(12, metric.metadata());
  }

  private void data(int field, MetricData data, int temporality, boolean monotonic) {
    int message = out.begin(field);
    for (DataPoint point : data.points()) {
      int inner = out.begin(1);
      point(point);
      out.end(inner, 1);
    }
    out.varint(2, temporality);
    out.varint(3, monotonic ? 1 : 0);
    out.end(message, field);
  }

  private void point(DataPoint point) {
    switch (point) {
      case NumberPoint number -> number(number);
      case HistogramPoint histogram -> histogram(histogram);
      case ExponentialHistogramPoint histogram -> exponential(histogram);
      case SummaryPoint summary -> summary(summary);
    }
  }

  private void times(DataPoint point) {
    out.fixed64(2, point.startTimeUnixNano());
    out.fixed64(3, point.timeUnixNano());
  }

  private void number(NumberPoint point) {
    times(point);
    value(4, 6, point.valueType(), point.valueBits());
    exemplars(5, point.exemplars());
    attributes(7, point.attributes());
    out.varint(8, Integer.toUnsignedLong(point.flags()));
  }

  private void value(int realField, int intField, byte type, long bits) {
    if (type == ValueType.REAL) {
      out.fixed64Always(realField, bits);
    } else if (type == ValueType.INT) {
      out.fixed64Always(intField, bits);
    }
  }

  private void histogram(HistogramPoint point) {
    times(point);
    out.fixed64(4, point.count());
    optional(5, point.sum());
    out.packedFixed64(6, point.bucketCounts());
    out.packedReals(7, point.explicitBounds());
    exemplars(8, point.exemplars());
    attributes(9, point.attributes());
    out.varint(10, Integer.toUnsignedLong(point.flags()));
    optional(11, point.min());
    optional(12, point.max());
  }

  private void exponential(ExponentialHistogramPoint point) {
    attributes(1, point.attributes());
    times(point);
    out.fixed64(4, point.count());
    optional(5, point.sum());
    out.zigzag(6, point.scale());
    out.fixed64(7, point.zeroCount());
    buckets(8, point.positive());
    buckets(9, point.negative());
    out.varint(10, Integer.toUnsignedLong(point.flags()));
    exemplars(11, point.exemplars());
    optional(12, point.min());
    optional(13, point.max());
    out.real(14, point.zeroThreshold());
  }

  private void buckets(int field, ExponentialHistogramPoint.Buckets buckets) {
    if (buckets != ExponentialHistogramPoint.Buckets.NONE) {
      int message = out.begin(field);
      out.zigzag(1, buckets.offset());
      out.packedVarints(2, buckets.counts());
      out.end(message, field);
    }
  }

  private void summary(SummaryPoint point) {
    times(point);
    out.fixed64(4, point.count());
    out.real(5, point.sum());
    for (SummaryPoint.Quantile quantile : point.quantiles()) {
      int message = out.begin(6);
      out.real(1, quantile.quantile());
      out.real(2, quantile.value());
      out.end(message, 6);
    }
    attributes(7, point.attributes());
    out.varint(8, Integer.toUnsignedLong(point.flags()));
  }

  private void exemplars(int field, List<Exemplar> exemplars) {
    for (Exemplar exemplar : exemplars) {
      int message = out.begin(field);
      out.fixed64(2, exemplar.timeUnixNano());
      value(3, 6, exemplar.valueType(), exemplar.valueBits());
      out.spanId(4, exemplar.spanId());
      out.traceId(5, exemplar.traceIdHigh(), exemplar.traceIdLow());
      attributes(7, exemplar.filteredAttributes());
      out.end(message, field);
    }
  }

  private void optional(int field, OptionalDouble value) {
    if (value.isPresent()) {
      out.fixed64Always(field, Double.doubleToRawLongBits(value.getAsDouble()));
    }
  }
}
