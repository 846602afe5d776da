package dev.eyepiece.store;

/**
 * How many there are of what a list of traces shows the first of.
 *
 * @param traces traces that match, over all that is held
 * @param matchingSpans spans that match, over all that is held
 */
public record TraceTotals(long traces, long matchingSpans) {}
