package dev.eyepiece.ui.metrics;

/**
 * A chart with what it is of, so that title and picture change together.
 *
 * @param series how many series were read
 * @param more whether there are more than were read
 */
public record Charted(
    MetricEntry entry, ChartMode mode, ChartData data, int series, boolean more) {}
