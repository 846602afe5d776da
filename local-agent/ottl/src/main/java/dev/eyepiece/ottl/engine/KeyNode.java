package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.SharedKeys;
import dev.eyepiece.telemetry.Utf8;
import org.jspecify.annotations.Nullable;

/** An index: text, a number, or an expression that yields one of them. */
final class KeyNode {
  private final @Nullable Utf8 text;
  private final @Nullable Long number;
  private final @Nullable Node expression;

  private KeyNode(@Nullable Utf8 text, @Nullable Long number, @Nullable Node expression) {
    this.text = text;
    this.number = number;
    this.expression = expression;
  }

  static KeyNode of(Utf8 text) {
    return new KeyNode(SharedKeys.of(text), null, null);
  }

  static KeyNode of(long number) {
    return new KeyNode(null, number, null);
  }

  static KeyNode of(Node expression) {
    return new KeyNode(null, null, expression);
  }

  /** The text when it is written in the rule. */
  @Nullable Utf8 literalText() {
    return text;
  }

  @Nullable Long literalNumber() {
    return number;
  }

  /** As the key of a map. */
  Utf8 mapKey(Frame frame) {
    if (text != null) {
      return text;
    }
    Object value =
        expression == null ? Values.of(number == null ? 0 : number) : expression.get(frame);
    if (value instanceof AnyValue.Text found) {
      return found.value();
    }
    throw new OttlException("a map is indexed by text, found " + Values.type(value));
  }

  /** As an index into a list of so many items. */
  int listIndex(Frame frame, int size) {
    long index;
    if (number != null) {
      index = number;
    } else {
      Object value = expression == null ? AnyValue.Text.of("") : expression.get(frame);
      if (!(value instanceof AnyValue.Int found)) {
        throw new OttlException("a list is indexed by an int, found " + Values.type(value));
      }
      index = found.value();
    }
    if (index < 0 || index >= size) {
      throw new OttlException("index " + index + " is out of the bounds of a list of " + size);
    }
    return (int) index;
  }

  /** What it is, to index what a converter yields: text or an int. */
  Object any(Frame frame) {
    if (text != null) {
      return Values.of(text);
    }
    if (number != null) {
      return Values.of(number);
    }
    Object value = expression == null ? null : expression.get(frame);
    if (value instanceof AnyValue.Text || value instanceof AnyValue.Int) {
      return value;
    }
    throw new OttlException("an index must be text or an int, found " + Values.type(value));
  }
}
