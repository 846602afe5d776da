package dev.eyepiece.profiler.capture;

/**
 * What is captured.
 *
 * @param offCpu waits instead of ticks
 * @param pid one process, or 0 for all
 * @param hz ticks a second on each processor
 * @param minWaitNanos waits that are shorter are not shown
 */
public record CaptureOptions(boolean offCpu, int pid, int hz, long minWaitNanos) {}
