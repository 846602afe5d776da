package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * The points of a metric by its kind. The lists are live: changes to them change the metric.
 * Mutable, for one thread. Temporality is OTLP's number, known or not: 0 unspecified, 1 delta, 2
 * cumulative.
 */
public sealed interface MetricData {

  List<? extends DataPoint> points();

  /** A metric whose kind was not said, or is one that this OTLP does not know. */
  enum None implements MetricData {
    INSTANCE;

    @Override
    public List<DataPoint> points() {
      return List.of();
    }
  }

  record Gauge(List<NumberPoint> points) implements MetricData {
    public Gauge() {
      this(new ArrayList<>());
    }
  }

  record Sum(List<NumberPoint> points, int temporality, boolean monotonic) implements MetricData {}

  record Histogram(List<HistogramPoint> points, int temporality) implements MetricData {}

  record ExponentialHistogram(List<ExponentialHistogramPoint> points, int temporality)
      implements MetricData {}

  record Summary(List<SummaryPoint> points) implements MetricData {
    public Summary() {
      this(new ArrayList<>());
    }
  }
}
