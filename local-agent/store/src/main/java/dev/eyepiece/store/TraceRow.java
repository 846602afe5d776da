package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.util.List;

/**
 * One trace in a list. Everything but {@code matchingSpans} is of the whole trace as held.
 *
 * @param rootName name of the root span; of the earliest span when no root is held
 * @param rootService its service name, empty when it has none
 * @param rootHeld false when no span without a parent is held (yet)
 * @param startUnixNano earliest start, nanoseconds since 1970
 * @param durationNano from the earliest start to the latest end
 * @param errorSpans spans whose status is error
 * @param services spans by service, most first
 */
public record TraceRow(
    TraceId traceId,
    String rootName,
    String rootService,
    boolean rootHeld,
    long startUnixNano,
    long durationNano,
    int spans,
    int errorSpans,
    int matchingSpans,
    List<FacetValue> services) {}
