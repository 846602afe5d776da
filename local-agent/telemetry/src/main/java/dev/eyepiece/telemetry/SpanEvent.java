package dev.eyepiece.telemetry;

/**
 * Something that happened during a span.
 *
 * @param timeUnixNano nanoseconds since 1970, unsigned
 * @param droppedAttributesCount unsigned 32-bit count
 */
public record SpanEvent(
    long timeUnixNano, Utf8 name, Attributes attributes, int droppedAttributesCount) {}
