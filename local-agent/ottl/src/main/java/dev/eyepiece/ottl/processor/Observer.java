package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Context;
import dev.eyepiece.ottl.engine.Frame;
import org.jspecify.annotations.Nullable;

/** Is told what each statement did on each record. */
public interface Observer {
  /**
   * Before a statement or condition is evaluated.
   *
   * @param edits the context of what it may write; {@code null} for a condition
   */
  void before(int statement, @Nullable Context edits, Frame frame);

  /**
   * After it.
   *
   * @param matched whether its condition held
   * @param error what went wrong, {@code null} when nothing did
   */
  void after(int statement, boolean matched, @Nullable String error);
}
