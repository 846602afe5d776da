package dev.eyepiece.ui.query;

import java.time.Duration;

/**
 * How much a statement may take.
 *
 * @param time after which it is ended
 * @param rows that are kept of a result
 */
public record QueryLimits(Duration time, int rows) {}
