package dev.eyepiece.telemetry;

/** The kinds of {@link MetricData}, by the field numbers of OTLP's {@code Metric}. */
public enum MetricType {
  /** A metric without any data. */
  NONE(0),
  GAUGE(5),
  SUM(7),
  HISTOGRAM(9),
  EXPONENTIAL_HISTOGRAM(10),
  SUMMARY(11);

  private final int field;

  MetricType(int field) {
    this.field = field;
  }

  /** Whether data of this field number says whether its points are differences. */
  static boolean hasTemporality(int field) {
    return field == SUM.field || field == HISTOGRAM.field || field == EXPONENTIAL_HISTOGRAM.field;
  }

  static boolean isSum(int field) {
    return field == SUM.field;
  }

  static MetricType of(int field) {
    for (MetricType type : values()) {
      if (type.field == field) {
        return type;
      }
    }
    throw new IllegalArgumentException("no data of a metric has field number " + field);
  }
}
