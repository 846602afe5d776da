package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.MetricType;

/**
 * A metric as the explorer lists it.
 *
 * @param unit by UCUM, as the sender wrote it
 * @param temporality OTLP's name in lower case, empty where the type has none
 * @param series how many series it has
 * @param points how many data points are held
 * @param lastUnixNano time of the newest point
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
    long lastUnixNano) {}
