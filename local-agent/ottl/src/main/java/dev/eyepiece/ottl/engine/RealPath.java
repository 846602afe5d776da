package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.MismatchException;
import dev.eyepiece.ottl.value.Values;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A double that some records have, read without an object when it is compared. */
final class RealPath extends PathNode {
  private final String name;
  private final Predicate<Frame> there;
  private final ToDoubleFunction<Frame> getter;
  private final ObjDoubleConsumer<Frame> setter;

  RealPath(
      String name,
      Predicate<Frame> there,
      ToDoubleFunction<Frame> getter,
      ObjDoubleConsumer<Frame> setter) {
    this.name = name;
    this.there = there;
    this.getter = getter;
    this.setter = setter;
  }

  boolean isThere(Frame frame) {
    return there.test(frame);
  }

  double real(Frame frame) {
    return getter.applyAsDouble(frame);
  }

  @Override
  public @Nullable Object get(Frame frame) {
    return isThere(frame) ? Values.of(real(frame)) : null;
  }

  @Override
  public void set(Frame frame, @Nullable Object value) {
    if (!isThere(frame)) {
      throw new MismatchException("this kind of data point has no " + name);
    }
    setter.accept(frame, Coerce.real(value));
    frame.markChanged();
  }
}
