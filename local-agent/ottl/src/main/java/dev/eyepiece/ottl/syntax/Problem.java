package dev.eyepiece.ottl.syntax;

/**
 * Something wrong with a rule's text.
 *
 * @param start index of the first char it is about
 * @param end index after the last one; at least {@code start}
 */
public record Problem(String message, int start, int end) {}
