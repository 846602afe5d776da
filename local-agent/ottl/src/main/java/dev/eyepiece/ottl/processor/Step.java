package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Condition;
import dev.eyepiece.ottl.engine.Node;
import org.jspecify.annotations.Nullable;

/**
 * A statement as the loop over records needs it.
 *
 * @param where {@code null} where the statement runs on every record
 */
record Step(Statement statement, @Nullable Condition where, Node editor, int number) {}
