package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.util.List;

/**
 * The spans of one trace as columns, sorted by start, then by longer duration, then by arrival.
 * What a waterfall draws is here; the rest of a span is asked for by its place.
 *
 * @param place batch id and row in the batch, which together name a span for ever
 * @param names dictionary of {@code name}
 * @param services dictionary of {@code service}; an empty text for spans without a service name
 * @param scopes dictionary of {@code scope}: scope names
 */
@SuppressWarnings("ArrayRecordComponent")
public record TraceSpans(
    TraceId traceId,
    long[] batchId,
    int[] place,
    long[] spanId,
    long[] parentSpanId,
    long[] startUnixNano,
    long[] endUnixNano,
    int[] name,
    int[] service,
    int[] scope,
    byte[] kind,
    byte[] statusCode,
    int[] eventCount,
    int[] linkCount,
    List<String> names,
    List<String> services,
    List<String> scopes) {

  public int size() {
    return spanId.length;
  }
}
