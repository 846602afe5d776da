package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/** Makes trees of the rows of a {@link MetricBatch}. Stateless. */
public final class MetricReader {
  private MetricReader() {}

  /** One data point whole, as a metric that has this point alone. */
  public static ScopedMetric read(MetricBatch batch, int row) {
    MetricTreeReader reader = new MetricTreeReader(batch.bytes());
    int metric = batch.metric(row);
    Metric tree = RecordReader.sound(() -> head(reader, batch, metric));
    tree.setData(RecordReader.sound(() -> data(reader.points(), batch, row)));
    return new ScopedMetric(
        batch.resources().get(batch.resource(row)), batch.scopes().get(batch.scope(row)), tree);
  }

  /** What all points of a metric share, as a metric without data. */
  public static Metric head(MetricBatch batch, int metric) {
    return RecordReader.sound(() -> head(new MetricTreeReader(batch.bytes()), batch, metric));
  }

  private static Metric head(MetricTreeReader reader, MetricBatch batch, int metric)
      throws MalformedOtlpException {
    int offset = batch.metricOffset(metric);
    return reader.head(offset, offset + batch.metricLength(metric));
  }

  private static MetricData data(PointReader points, MetricBatch batch, int row)
      throws MalformedOtlpException {
    int metric = batch.metric(row);
    int temporality = batch.temporality(metric);
    points.at(batch.recordOffset(row));
    int limit = batch.recordOffset(row) + batch.recordLength(row);
    return switch (batch.metricType(metric)) {
      case GAUGE -> new MetricData.Gauge(alone(points.number(limit)));
      case SUM ->
          new MetricData.Sum(alone(points.number(limit)), temporality, batch.monotonic(metric));
      case HISTOGRAM -> new MetricData.Histogram(alone(points.histogram(limit)), temporality);
      case EXPONENTIAL_HISTOGRAM ->
          new MetricData.ExponentialHistogram(alone(points.exponential(limit)), temporality);
      case SUMMARY -> new MetricData.Summary(alone(points.summary(limit)));
      case NONE -> MetricData.None.INSTANCE;
    };
  }

  private static <P> List<P> alone(P point) {
    List<P> list = new ArrayList<>(1);
    list.add(point);
    return list;
  }
}
