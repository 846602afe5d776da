package dev.eyepiece.ottl.syntax;

/**
 * A piece of the text.
 *
 * @param start index of its first char
 * @param end index after its last char
 */
public record Token(TokenType type, String text, int start, int end) {}
