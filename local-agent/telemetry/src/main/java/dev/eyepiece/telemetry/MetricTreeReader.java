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

  PointReader points() {
    return points;
  }

  /** Reads the encoded metric that lies between two offsets, without its data. */
  Metric head(int offset, int limit) throws MalformedOtlpException {
    in.position = offset;
    return metric(limit, false);
  }

  @Override
  Metric record(int limit) throws MalformedOtlpException {
    return metric(limit, true);
  }

  private Metric metric(int limit, boolean whole) throws MalformedOtlpException {
    Metric metric = new Metric();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> metric.setName(text(tag, limit, "name"));
        case 2 -> metric.setDescription(text(tag, limit, "description"));
        case 3 -> metric.setUnit(text(tag, limit, "unit"));
        case 5, 7, 9, 10, 11 -> {
          int end = messageEnd(tag, limit, "data");
          if (whole) {
            values.odd |= metric.data() != MetricData.None.INSTANCE;
            metric.setData(data(tag >>> 3, end));
          } else {
            in.position = end;
          }
        }
        case 12 -> attribute(tag, limit, metric.metadata());
        default -> in.skip(tag, limit, 4);
      }
    }
    return metric;
  }

  private MetricData data(int kind, int limit) throws MalformedOtlpException {
    return switch (kind) {
      case 5 -> new MetricData.Gauge(points(kind, limit, points::number).list);
      case 7 -> {
        Points<NumberPoint> sum = points(kind, limit, points::number);
        yield new MetricData.Sum(sum.list, sum.temporality, sum.monotonic);
      }
      case 9 -> {
        Points<HistogramPoint> histogram = points(kind, limit, points::histogram);
        yield new MetricData.Histogram(histogram.list, histogram.temporality);
      }
      case 10 -> {
        Points<ExponentialHistogramPoint> histogram = points(kind, limit, points::exponential);
        yield new MetricData.ExponentialHistogram(histogram.list, histogram.temporality);
      }
      default -> new MetricData.Summary(points(kind, limit, points::summary).list);
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

  private <P> Points<P> points(int kind, int limit, Read<P> read) throws MalformedOtlpException {
    Points<P> points = new Points<>();
    while (in.position < limit) {
      int tag = in.tag(limit);
      int field = tag >>> 3;
      if (field == 1) {
        points.list.add(read.point(messageEnd(tag, limit, "data_points")));
      } else if (field == 2 && MetricType.hasTemporality(kind)) {
        points.temporality = (int) number(tag, limit, "aggregation_temporality");
      } else if (field == 3 && MetricType.isSum(kind)) {
        points.monotonic = number(tag, limit, "is_monotonic") != 0;
      } else {
        in.skip(tag, limit, 5);
      }
    }
    return points;
  }
}
