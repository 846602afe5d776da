package dev.eyepiece.ui;

import dev.eyepiece.otlp.ReceiverCounts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came to the ports and what of it was turned away, since the start.
 *
 * @param requests requests by the way they came, as a person reads it; also those refused
 * @param reasons why something was refused and how many records or requests it cost, newest last
 * @param malformed requests that were not OTLP
 * @param otherSignals requests of signals that are not taken
 */
public record Received(
    Map<String, Long> requests, Map<String, Long> reasons, long malformed, long otherSignals) {

  public static final Received NOTHING = new Received(Map.of(), Map.of(), 0, 0);

  /** The figures of a receiver as of now. */
  public static Received of(ReceiverCounts counts) {
    Map<String, Long> requests = new LinkedHashMap<>();
    counts.requests().forEach((way, count) -> requests.put(way.title(), count));
    return new Received(
        requests, counts.reasons(), counts.malformedRequests(), counts.otherSignals());
  }
}
