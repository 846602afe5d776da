package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Frame;
import org.jspecify.annotations.Nullable;

/** Is told what each statement did on each record. */
public interface Observer {
  /** Before a statement or condition is evaluated. */
  void before(int statement, Frame frame);

  /**
   * After it.
   *
   * @param matched whether its condition held
   * @param error what went wrong, {@code null} when nothing did
   */
  void after(int statement, boolean matched, @Nullable String error);
}
