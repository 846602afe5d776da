package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Utf8;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A place that always holds text, read without an object of its own when it is compared. */
final class TextPath extends PathNode {
  private final Function<Frame, Utf8> getter;
  private final BiConsumer<Frame, Utf8> setter;

  TextPath(Function<Frame, Utf8> getter, BiConsumer<Frame, Utf8> setter) {
    this.getter = getter;
    this.setter = setter;
  }

  Utf8 text(Frame frame) {
    return getter.apply(frame);
  }

  @Override
  public @Nullable Object get(Frame frame) {
    return Values.of(text(frame));
  }

  /** Whether both read the same place. */
  boolean samePlace(TextPath other) {
    return getter.equals(other.getter);
  }

  @Override
  public Node assignment(Node value, Gates gates) {
    if (value instanceof Literal literal && literal.value() instanceof AnyValue.Text text) {
      Utf8 written = text.value();
      return Node.edit(frame -> {
        if (!written.equals(text(frame))) {
          frame.markChanged();
        }
        setter.accept(frame, written);
      });
    }
    return super.assignment(value, gates);
  }

  @Override
  public void set(Frame frame, @Nullable Object value) {
    Utf8 text = Coerce.text(value);
    if (!text.equals(text(frame))) {
      frame.markChanged();
    }
    setter.accept(frame, text);
  }
}
