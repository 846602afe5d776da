package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/** Decodes encoded metrics into trees. For one thread. */
final class MetricTreeReader extends RequestReader<Metric> {
  private final PointReader points;

  MetricTreeReader(byte[] bytes) {
    super(Signal.METRICS, bytes);
    this.points = new PointReader(this);
  }

  @Override
  Metric record(int limit) throws MalformedOtlpException {
    Metric metric = new Metric();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> metric.setName(text(tag, limit, "name"));
        case 2 -> metric.setDescription(text(tag, limit, "description"));
        case 3 -> metric.setUnit(text(tag, limit, "unit"));
        case 5, 7, 9, 10, 11 -> {
          values.odd |= metric.data() != MetricData.None.INSTANCE;
          metric.setData(data(tag >>> 3, messageEnd(tag, limit, "data")));
        }
        case 12 -> attribute(tag, limit, metric.metadata());
        default -> in.skip(tag, limit, 4);
      }
    }
    return metric;
  }

  private MetricData data(int kind, int limit) throws MalformedOtlpException {
    return switch (kind) {
      case 5 -> new MetricData.Gauge(points(limit, points::number).list);
      case 7 -> {
        Points<NumberPoint> sum = points(limit, points::number);
        yield new MetricData.Sum(sum.list, sum.temporality, sum.monotonic);
      }
      case 9 -> {
        Points<HistogramPoint> histogram = points(limit, points::histogram);
        yield new MetricData.Histogram(histogram.list, histogram.temporality);
      }
      case 10 -> {
        Points<ExponentialHistogramPoint> histogram = points(limit, points::exponential);
        yield new MetricData.ExponentialHistogram(histogram.list, histogram.temporality);
      }
      default -> new MetricData.Summary(points(limit, points::summary).list);
    };
  }

  private interface Read<P> {
    P point(int limit) throws MalformedOtlpException;
  }

  private static final class Points<P> {
    final List<P> list = new ArrayList<>();
    int temporality;
    boolean monotonic;
  }

  private <P> Points<P> points(int limit, Read<P> read) throws MalformedOtlpException {
    Points<P> points = new Points<>();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> points.list.add(read.point(messageEnd(tag, limit, "data_points")));
        case 2 -> points.temporality = (int) number(tag, limit, "aggregation_temporality");
        case 3 -> points.monotonic = number(tag, limit, "is_monotonic") != 0;
        default -> in.skip(tag, limit, 5);
      }
    }
    return points;
  }
}
