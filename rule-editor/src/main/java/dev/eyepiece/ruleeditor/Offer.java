package dev.eyepiece.ruleeditor;

/**
 * Something to type.
 *
 * @param insert replaces what was typed of it
 * @param detail its type or parameters
 */
public record Offer(String insert, String detail) {}
