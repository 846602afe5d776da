package dev.eyepiece.ui.traces;

/**
 * A value that traces in a box have more or less often than the others.
 *
 * @param inBox traces of the box's sample that have it in at least one span
 * @param inRest traces of the other sample that have it
 */
record Difference(String key, String value, int inBox, int inRest) {}
