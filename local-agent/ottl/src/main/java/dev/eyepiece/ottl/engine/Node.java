package dev.eyepiece.ottl.engine;

import org.jspecify.annotations.Nullable;

/** A compiled part of a rule that yields a value at run time. */
public abstract class Node {
  /** The value; throws {@link dev.eyepiece.ottl.value.OttlException} when there can be none. */
  public abstract @Nullable Object get(Frame frame);

  /** Whether the value is known without a record. */
  public boolean isLiteral() {
    return false;
  }

  /** A node of a function. */
  public static Node of(Body body) {
    return new Node() {
      @Override
      public @Nullable Object get(Frame frame) {
        return body.get(frame);
      }
    };
  }

  /** What a function does. */
  @FunctionalInterface
  public interface Body {
    @Nullable Object get(Frame frame);
  }

  /** What an editor does. */
  @FunctionalInterface
  public interface Edit {
    void run(Frame frame);
  }

  /** A node of an editor: it yields nil. */
  public static Node edit(Edit edit) {
    return new Node() {
      @Override
      public @Nullable Object get(Frame frame) {
        edit.run(frame);
        return null;
      }
    };
  }
}
