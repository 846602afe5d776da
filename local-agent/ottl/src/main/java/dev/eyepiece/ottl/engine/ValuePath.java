package dev.eyepiece.ottl.engine;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A place read and written by functions. */
final class ValuePath extends PathNode {
  private final Function<Frame, @Nullable Object> getter;
  private final BiConsumer<Frame, @Nullable Object> setter;

  ValuePath(Function<Frame, @Nullable Object> getter, BiConsumer<Frame, @Nullable Object> setter) {
    this.getter = getter;
    this.setter = setter;
  }

  @Override
  public @Nullable Object get(Frame frame) {
    return getter.apply(frame);
  }

  @Override
  public void set(Frame frame, @Nullable Object value) {
    setter.accept(frame, value);
    frame.markChanged();
  }
}
