package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.syntax.Problem;

/**
 * A problem of a statement or condition, or of a group as a whole.
 *
 * @param path where the text stands in the configuration
 * @param text the statement or condition; empty for a group
 */
public record Placed(String path, String text, Problem problem) {}
