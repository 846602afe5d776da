package dev.eyepiece.ruleeditor;

/**
 * Something wrong in the editor's text.
 *
 * @param start offset in the whole text
 * @param end offset after it, at least {@code start}
 * @param message what is wrong and what was expected
 */
public record Mark(int start, int end, String message) {}
