package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.TraceId;

/**
 * A value that was recorded within a span.
 *
 * @param time nanoseconds since 1970
 * @param spanId 0 when only the trace is known
 */
public record ExemplarMark(long time, double value, TraceId traceId, long spanId) {}
