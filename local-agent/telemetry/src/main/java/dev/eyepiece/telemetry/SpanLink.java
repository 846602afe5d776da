package dev.eyepiece.telemetry;

/**
 * A pointer from a span to a span, often of another trace.
 *
 * @param traceIdHigh the first eight bytes of the trace id, big-endian
 * @param traceIdLow the last eight bytes of the trace id
 * @param spanId eight bytes, big-endian
 * @param droppedAttributesCount unsigned 32-bit count
 * @param flags OTLP {@code fixed32}: bits 0-7 W3C trace flags, bits 8 and 9 "is remote" known and
 *     set
 */
public record SpanLink(
    long traceIdHigh,
    long traceIdLow,
    long spanId,
    Utf8 traceState,
    Attributes attributes,
    int droppedAttributesCount,
    int flags) {}
