package dev.eyepiece.telemetry;

/**
 * A recorded value that stands for others, often with the span in which it was recorded.
 *
 * @param filteredAttributes what the point's own attributes leave out
 * @param timeUnixNano nanoseconds since 1970, unsigned
 * @param valueType {@link ValueType#INT}, {@link ValueType#REAL}, or {@link ValueType#EMPTY}
 * @param valueBits the integer, or the bits of the double
 * @param traceIdHigh the first eight bytes of the trace id, big-endian; ids are zero when absent
 * @param traceIdLow the last eight bytes of the trace id
 * @param spanId eight bytes, big-endian
 */
public record Exemplar(
    Attributes filteredAttributes,
    long timeUnixNano,
    byte valueType,
    long valueBits,
    long traceIdHigh,
    long traceIdLow,
    long spanId) {}
