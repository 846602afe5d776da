package dev.eyepiece.ui.trace;

/**
 * Spans of a trace that have something in common, and how long they took. Times are nanoseconds.
 *
 * @param service empty for spans that named none
 * @param name the operation; empty where spans are grouped by service alone
 * @param spans how many there are, at least 1
 * @param errors how many of them failed
 * @param total the sum of their durations; what runs at the same time counts in full
 * @param self the sum of their self times
 * @param critical their share of the critical path
 * @param median of their durations, the lower of the two in the middle
 * @param p95 the duration that 95 of 100 do not exceed (nearest rank)
 * @param longest duration
 * @param slowest the node that took longest
 */
public record SpanGroup(
    String service,
    String name,
    int spans,
    int errors,
    long total,
    long self,
    long critical,
    long median,
    long p95,
    long longest,
    int slowest) {}
