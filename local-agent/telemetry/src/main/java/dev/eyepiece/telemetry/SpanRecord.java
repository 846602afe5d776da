package dev.eyepiece.telemetry;

/** One span with what it belongs to. */
public record SpanRecord(Resource resource, Scope scope, Span span) {}
