package dev.eyepiece.ottl.engine;

import org.jspecify.annotations.Nullable;

/** A place of a record that can be read and written. */
public abstract class PathNode extends Node {
  /** Writes; throws {@link dev.eyepiece.ottl.value.OttlException} for what does not fit there. */
  public abstract void set(Frame frame, @Nullable Object value);

  /**
   * An editor that writes what a node yields.
   *
   * @param nil whether nil is written too, instead of changing nothing
   */
  public Node assignment(Node value, boolean nil) {
    return Node.edit(frame -> {
      Object set = value.get(frame);
      if (set != null || nil) {
        set(frame, set);
      }
    });
  }
}
