package dev.eyepiece.ottl.engine;

import org.jspecify.annotations.Nullable;

/** A compiled part of a rule that yields a value at run time. */
@FunctionalInterface
public interface Node {
  /** The value; throws {@link dev.eyepiece.ottl.value.OttlException} when there can be none. */
  @Nullable Object get(Frame frame);

  /** Whether the value is known without a record. */
  default boolean isLiteral() {
    return false;
  }

  /** A node of a function: what the function does, as it is. */
  static Node of(Node body) {
    return body;
  }

  /** What an editor does. */
  @FunctionalInterface
  interface Edit {
    void run(Frame frame);
  }

  /** A node of an editor: it yields nil. */
  static Node edit(Edit edit) {
    return frame -> {
      edit.run(frame);
      return null;
    };
  }
}
