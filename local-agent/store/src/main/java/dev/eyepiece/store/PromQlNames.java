package dev.eyepiece.store;

import dev.eyepiece.telemetry.MetricType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names by which a metric is found: as it is held, and as Prometheus' translation of OTLP
 * writes it, with or without unit and {@code _total} (OpenTelemetry specification, "Prometheus and
 * OpenMetrics compatibility").
 */
final class PromQlNames {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("min", "minutes"),
          Map.entry("h", "hours"),
          Map.entry("d", "days"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("kBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("%", "percent"),
          Map.entry("Cel", "celsius"));

  /** What follows the name of a histogram in the series that Prometheus makes of it. */
  enum Part {
    WHOLE(""),
    BUCKET("_bucket"),
    COUNT("_count"),
    SUM("_sum");

    private final String suffix;

    Part(String suffix) {
      this.suffix = suffix;
    }

    String suffix() {
      return suffix;
    }
  }

  private PromQlNames() {}

  /** The names of a metric, the one that is held first. */
  static List<String> of(MetricRow metric) {
    Set<String> names = new LinkedHashSet<>();
    names.add(metric.name());
    String plain = PromQlLabels.underscored(metric.name());
    names.add(plain);
    String unit = UNITS.get(metric.unit());
    if (unit == null && metric.unit().equals("1") && metric.type() == MetricType.GAUGE) {
      unit = "ratio";
    }
    if (unit != null && !plain.endsWith("_" + unit)) {
      names.add(plain + "_" + unit);
    }
    if (metric.type() == MetricType.SUM && metric.monotonic()) {
      for (String name : List.copyOf(names)) {
        if (!name.endsWith("_total")) {
          names.add(PromQlLabels.underscored(name) + "_total");
        }
      }
    }
    return new ArrayList<>(names);
  }

  /** The series that Prometheus would have of a metric. */
  static List<Part> parts(MetricType type) {
    return switch (type) {
      case HISTOGRAM -> List.of(Part.WHOLE, Part.BUCKET, Part.COUNT, Part.SUM);
      case EXPONENTIAL_HISTOGRAM, SUMMARY -> List.of(Part.WHOLE, Part.COUNT, Part.SUM);
      case GAUGE, SUM, NONE -> List.of(Part.WHOLE);
    };
  }
}
