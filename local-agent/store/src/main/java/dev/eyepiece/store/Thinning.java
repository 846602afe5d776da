package dev.eyepiece.store;

/**
 * What is to be known of a series of which not all points came, so that a line breaks where it
 * would break with all of them: the first and the last point of each column came, so two that
 * follow each other in different columns are neighbours, and two of one column need not be.
 *
 * @param column of pixels in which each point lies, growing
 * @param usualNano nanoseconds between neighbours, as in most columns; 0 where it is not known
 */
@SuppressWarnings("ArrayRecordComponent")
public record Thinning(int[] column, long usualNano) {}
