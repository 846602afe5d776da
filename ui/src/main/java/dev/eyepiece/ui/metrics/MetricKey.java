package dev.eyepiece.ui.metrics;

/** Names a metric: a service and the metric's name, both may be empty. */
public record MetricKey(String service, String name) {}
