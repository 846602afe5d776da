package dev.eyepiece.ui.rules;

/**
 * A rule set as the list shows it.
 *
 * @param on whether it is switched on
 * @param stored whether it is kept; else it is new
 * @param edited whether what is in the editor differs from what is kept
 * @param detail id, priority and what it did
 * @param wrong why it is not in force though it is on, or why it refuses; empty when all is well
 */
record RuleRow(
    String id,
    String name,
    boolean on,
    boolean stored,
    boolean edited,
    String detail,
    String wrong) {}
