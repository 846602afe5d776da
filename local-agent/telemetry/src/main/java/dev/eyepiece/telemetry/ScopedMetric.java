package dev.eyepiece.telemetry;

/** One metric with what it belongs to. */
public record ScopedMetric(Resource resource, Scope scope, Metric metric) {}
