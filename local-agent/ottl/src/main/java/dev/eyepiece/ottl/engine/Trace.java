package dev.eyepiece.ottl.engine;

import org.jspecify.annotations.Nullable;

/** Is told what parts of a condition came to, when a rule is explained. */
public interface Trace {
  /**
   * A side of a comparison, or what a condition came to.
   *
   * @param start index of its first char in the statement
   * @param end index after its last char
   * @param value a value at run time
   */
  void evaluated(int start, int end, @Nullable Object value);
}
