package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.Values;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A place that always holds an integer, read without an object when it is compared. */
final class IntPath extends PathNode {
  private final ToLongFunction<Frame> getter;
  private final ObjLongConsumer<Frame> setter;

  IntPath(ToLongFunction<Frame> getter, ObjLongConsumer<Frame> setter) {
    this.getter = getter;
    this.setter = setter;
  }

  long integer(Frame frame) {
    return getter.applyAsLong(frame);
  }

  @Override
  public @Nullable Object get(Frame frame) {
    return Values.of(integer(frame));
  }

  @Override
  public void set(Frame frame, @Nullable Object value) {
    long before = integer(frame);
    setter.accept(frame, Coerce.integer(value));
    if (before != integer(frame)) {
      frame.markChanged();
    }
  }
}
