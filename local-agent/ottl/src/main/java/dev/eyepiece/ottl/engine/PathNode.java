package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.MismatchException;
import org.jspecify.annotations.Nullable;

/** A place of a record that can be read and written. */
public abstract class PathNode implements Node {
  /** Writes; throws {@link dev.eyepiece.ottl.value.OttlException} for what does not fit there. */
  public abstract void set(Frame frame, @Nullable Object value);

  /**
   * An editor that writes what a node yields.
   *
   * @param gates what it does with nil, and with what does not fit
   */
  public Node assignment(Node value, Gates gates) {
    return Node.edit(frame -> {
      Object set = value.get(frame);
      if (set != null || gates.setNil()) {
        try {
          set(frame, set);
        } catch (MismatchException e) {
          if (!gates.mismatchPasses()) {
            throw e;
          }
        }
      }
    });
  }
}
