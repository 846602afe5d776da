package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.MetricType;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A metric as the explorer lists it.
 *
 * @param unit by UCUM, as the sender wrote it
 * @param temporality OTLP's name in lower case, empty where the type has none
 * @param series how many series it has
 * @param points how many data points are held
 * @param lastUnixNano time of the newest point
 * @param lastValue the newest value; of a distribution the sum
 */
public record MetricEntry(
    MetricKey key,
    String description,
    MetricType type,
    String unit,
    String temporality,
    boolean monotonic,
    long series,
    long points,
    long lastUnixNano,
    OptionalDouble lastValue) {

  /** The one with this key; null when there is none. */
  static @Nullable MetricEntry find(List<MetricEntry> all, @Nullable MetricKey key) {
    return all.stream().filter(entry -> entry.key().equals(key)).findFirst().orElse(null);
  }

  /**
   * The newest value of a level with one series, with its unit. Empty for all else: of several
   * series it is that of one of them, and what only counts up is looked at as a rate.
   */
  String level() {
    boolean level =
        type == MetricType.GAUGE
            || (type == MetricType.SUM && !monotonic && temporality.equals("cumulative"));
    return level && series == 1 && lastValue.isPresent()
        ? Units.value(lastValue.getAsDouble(), unit)
        : "";
  }

  /**
   * What a counter with one series has counted since its start, with its unit. Empty for all else:
   * a delta counts its own stretch of time alone.
   */
  String total() {
    boolean counter =
        type == MetricType.SUM && monotonic && temporality.equals("cumulative") && series == 1;
    return counter && lastValue.isPresent() ? Units.value(lastValue.getAsDouble(), unit) : "";
  }

  /** The ways to look at it, the one that tells most first. */
  List<ChartMode> modes() {
    return ChartMode.of(type, monotonic);
  }
}
