package dev.eyepiece.ui.search;

/**
 * One thing that could be typed.
 *
 * @param insert what takes the place of what is typed
 * @param shown as it is listed
 * @param detail a type or a count, shown dimmed at the right
 */
record Completion(String insert, String shown, String detail) {}
