package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.MetricType;
import java.util.List;

/** The ways to look at a metric. */
public enum ChartMode {
  VALUE("Value"),
  RATE("Rate"),
  HEAT_MAP("Heat map"),
  QUANTILES("p50 p95 p99");

  private final String title;

  ChartMode(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** The ways that fit a kind of metric, the one that tells most first. */
  public static List<ChartMode> of(MetricType type, boolean monotonic) {
    return switch (type) {
      case SUM -> monotonic ? List.of(RATE, VALUE) : List.of(VALUE, RATE);
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> List.of(HEAT_MAP, QUANTILES, RATE);
      case SUMMARY -> List.of(QUANTILES, RATE);
      case GAUGE, NONE -> List.of(VALUE);
    };
  }
}
