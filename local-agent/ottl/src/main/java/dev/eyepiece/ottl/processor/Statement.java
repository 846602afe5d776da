package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Condition;
import dev.eyepiece.ottl.engine.Context;
import dev.eyepiece.ottl.engine.Node;
import org.jspecify.annotations.Nullable;

/**
 * A compiled statement, or a condition that drops records.
 *
 * @param number its place among all of its rule set, which counters go by
 * @param path where it stands in the configuration
 * @param editor {@code null} for a condition
 * @param edits the context of its editor; {@code null} for a condition
 */
record Statement(
    int number,
    String path,
    String text,
    Condition where,
    @Nullable Node editor,
    @Nullable Context edits) {
  /** Whether its condition is none that can be false. */
  boolean isUnconditional() {
    return where.equals(Condition.TRUE);
  }
}
