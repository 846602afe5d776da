package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.MismatchException;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place that holds a telemetry value. */
abstract class Slot {
  /** Longer lists are not made by setting one far index. */
  private static final int MAX_PADDING = 10_000;

  abstract AnyValue get();

  abstract void set(AnyValue value);

  static Slot of(Attributes map, int index) {
    return new Slot() {
      @Override
      AnyValue get() {
        return map.value(index);
      }

      @Override
      void set(AnyValue value) {
        map.setValue(index, value);
      }
    };
  }

  static Slot of(List<AnyValue> list, int index) {
    return new Slot() {
      @Override
      AnyValue get() {
        return list.get(index);
      }

      @Override
      void set(AnyValue value) {
        list.set(index, value);
      }
    };
  }

  /** The entry of a map, made empty when it is not there. */
  static Slot entry(Attributes map, Utf8 key) {
    int index = map.indexOf(key);
    if (index < 0) {
      index = map.size();
      map.add(key, AnyValue.Empty.INSTANCE);
    }
    return of(map, index);
  }

  /**
   * Writes below this place. What is missing on the way is made; what was made stays when the rest
   * fails.
   */
  final void set(KeyNode[] keys, int from, Frame frame, @Nullable Object value) {
    Slot slot = this;
    for (int i = from; i < keys.length; i++) {
      slot = slot.inner(keys[i], frame);
    }
    slot.store(value);
  }

  private Slot inner(KeyNode key, Frame frame) {
    return switch (get()) {
      case AnyValue.KeyValues map -> entry(map.values(), key.mapKey(frame));
      case AnyValue.Array array -> of(array.values(), key.listIndex(frame, array.values().size()));
      case AnyValue.Empty empty -> fresh(key, frame);
      default -> throw new OttlException(Values.type(Values.load(get())) + " cannot be indexed");
    };
  }

  private Slot fresh(KeyNode key, Frame frame) {
    Object index = key.any(frame);
    if (index instanceof AnyValue.Text text) {
      Attributes map = new Attributes();
      set(new AnyValue.KeyValues(map));
      return entry(map, text.value());
    }
    long number = index instanceof AnyValue.Int found ? found.value() : 0;
    if (number > MAX_PADDING) {
      throw new OttlException("index " + number + " of a new list is above " + MAX_PADDING);
    }
    List<AnyValue> list = new ArrayList<>();
    for (long i = 0; i <= number || i == 0; i++) {
      list.add(AnyValue.Empty.INSTANCE);
    }
    set(new AnyValue.Array(list));
    return of(list, list.size() - 1);
  }

  /** Writes a value of the kinds that a telemetry value can be. */
  final void store(@Nullable Object value) {
    switch (value) {
      case null -> set(AnyValue.Empty.INSTANCE);
      case AnyValue.Array array -> {
        if (!(get() instanceof AnyValue.Array here && Values.same(here.values(), array.values()))) {
          set(new AnyValue.Array(Values.copy(array.values())));
        }
      }
      case AnyValue any -> set(any);
      case Attributes map -> {
        if (!(get() instanceof AnyValue.KeyValues here && Values.same(here.values(), map))) {
          // A map may be copied into itself: there a map is what it was, else it is empty.
          Attributes before = get() instanceof AnyValue.KeyValues ? Values.copy(map) : null;
          Attributes copy = new Attributes();
          set(new AnyValue.KeyValues(copy));
          Attributes source = before == null ? Values.copy(map) : before;
          for (int i = 0; i < source.size(); i++) {
            copy.add(source.key(i), source.value(i));
          }
        }
      }
      case ListValue list -> store(list);
      default -> throw unsupported(value);
    }
  }

  private void store(ListValue list) {
    if (list.kind() == ListValue.Kind.UNSIGNED || list.kind() == ListValue.Kind.TIME) {
      throw unsupported(list);
    }
    List<AnyValue> items = new ArrayList<>(list.items().size());
    set(new AnyValue.Array(items));
    OttlException last = null;
    for (Object item : list.items()) {
      items.add(AnyValue.Empty.INSTANCE);
      try {
        of(items, items.size() - 1).store(item);
        last = null;
      } catch (OttlException e) {
        last = e;
      }
    }
    if (last != null) {
      throw last;
    }
  }

  private static OttlException unsupported(Object value) {
    return new MismatchException(Values.type(value) + " cannot be stored as a value");
  }
}
