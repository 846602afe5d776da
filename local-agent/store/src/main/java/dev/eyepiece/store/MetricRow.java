package dev.eyepiece.store;

import dev.eyepiece.telemetry.MetricType;
import java.util.OptionalDouble;

/**
 * A metric of a service.
 *
 * @param temporality OTLP's name in lower case
 * @param series how many series it has
 * @param points how many data points
 * @param lastUnixNano time of the newest point
 * @param lastValue its value; of a histogram or summary the sum
 */
public record MetricRow(
    String service,
    String name,
    String description,
    MetricType type,
    String unit,
    String temporality,
    boolean monotonic,
    long series,
    long points,
    long lastUnixNano,
    OptionalDouble lastValue) {}
