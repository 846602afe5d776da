package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what lies below a value. */
final class Indexed {
  private Indexed() {}

  /** Below a telemetry value, as paths do: a key that is not there yields nil. */
  static @Nullable Object get(AnyValue value, KeyNode[] keys, int from, Frame frame) {
    AnyValue at = value;
    for (int i = from; i < keys.length; i++) {
      switch (at) {
        case AnyValue.KeyValues map -> {
          AnyValue inner = map.values().get(keys[i].mapKey(frame));
          if (inner == null) {
            return null;
          }
          at = inner;
        }
        case AnyValue.Array array ->
            at = array.values().get(keys[i].listIndex(frame, array.values().size()));
        default -> throw new OttlException(Values.type(Values.load(at)) + " cannot be indexed");
      }
    }
    return Values.load(at);
  }

  /** Below what a converter yields or a lambda is given: a key that is not there is an error. */
  static @Nullable Object result(@Nullable Object value, KeyNode[] keys, Frame frame) {
    Object at = value;
    for (KeyNode key : keys) {
      Object index = key.any(frame);
      if (index instanceof AnyValue.Text text) {
        if (!(at instanceof Attributes map)) {
          throw new OttlException(Values.type(at) + " cannot be indexed by text");
        }
        AnyValue inner = map.get(text.value());
        if (inner == null) {
          throw new OttlException("the map has no key \"" + text.value() + "\"");
        }
        at = Values.load(inner);
      } else {
        long number = index instanceof AnyValue.Int found ? found.value() : -1;
        at = item(at, number);
      }
    }
    return at;
  }

  private static @Nullable Object item(@Nullable Object value, long index) {
    switch (value) {
      case AnyValue.Array array -> {
        return Values.load(array.values().get(checked(index, array.values().size())));
      }
      case ListValue(ListValue.Kind kind, List<@Nullable Object> items)
          when kind != ListValue.Kind.UNSIGNED && kind != ListValue.Kind.TIME -> {
        Object item = items.get(checked(index, items.size()));
        return item instanceof AnyValue any ? Values.load(any) : item;
      }
      case AnyValue.Bytes bytes -> {
        return Values.of(bytes.value()[checked(index, bytes.value().length)] & 0xff);
      }
      case null, default ->
          throw new OttlException(Values.type(value) + " cannot be indexed by an int");
    }
  }

  private static int checked(long index, int size) {
    if (index < 0 || index >= size) {
      throw new OttlException("index " + index + " is out of the bounds of a list of " + size);
    }
    return (int) index;
  }
}
