package dev.eyepiece.agent;

/**
 * How an answer ended.
 *
 * @param rows rows that were given
 * @param matching rows that match; equal to {@code rows} unless the answer was cut, and -1 when
 *     nobody counted on
 * @param cut true when the limit kept rows back
 */
public record Answer(long rows, long matching, boolean cut) {}
