package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map of a record, or an entry of it. */
abstract class MapPath extends PathNode {
  final Function<Frame, Attributes> source;

  private MapPath(Function<Frame, Attributes> source) {
    this.source = source;
  }

  static PathNode of(Function<Frame, Attributes> source, List<KeyNode> keys) {
    if (keys.isEmpty()) {
      return new Whole(source);
    }
    Utf8 only = keys.size() == 1 ? keys.getFirst().literalText() : null;
    return only != null ? new Entry(source, only) : new Deep(source, keys.toArray(KeyNode[]::new));
  }

  /** Makes a map equal to another; nil empties it. */
  static void replace(Attributes target, @Nullable Object value) {
    if (Values.same(value, target)) {
      return;
    }
    if (value == null) {
      target.truncate(0);
      return;
    }
    if (!(value instanceof Attributes map)) {
      throw new OttlException("expected a map, found " + Values.type(value));
    }
    Attributes copy = Values.copy(map);
    target.truncate(0);
    for (int i = 0; i < copy.size(); i++) {
      target.add(copy.key(i), copy.value(i));
    }
  }

  private static final class Whole extends MapPath {
    Whole(Function<Frame, Attributes> source) {
      super(source);
    }

    @Override
    public Object get(Frame frame) {
      return source.apply(frame);
    }

    @Override
    public void set(Frame frame, @Nullable Object value) {
      Attributes target = source.apply(frame);
      if (!Values.same(value, target)) {
        frame.markChanged();
        replace(target, value);
      }
    }
  }

  /** The entry of one literal key. */
  static final class Entry extends MapPath {
    private final Utf8 key;

    Entry(Function<Frame, Attributes> source, Utf8 key) {
      super(source);
      this.key = key;
    }

    /** The value as the record holds it; {@code null} when there is none. */
    @Nullable AnyValue raw(Frame frame) {
      Attributes map = source.apply(frame);
      int at = map.indexOf(key);
      return at < 0 ? null : map.value(at);
    }

    @Override
    public @Nullable Object get(Frame frame) {
      return Values.load(raw(frame));
    }

    @Override
    public void set(Frame frame, @Nullable Object value) {
      Attributes map = source.apply(frame);
      int at = map.indexOf(key);
      if (value instanceof AnyValue scalar && !(value instanceof AnyValue.Array)) {
        if (at < 0) {
          map.add(key, scalar);
          frame.markChanged();
        } else if (!Values.same(map.value(at), scalar)) {
          if (!scalar.equals(map.value(at))) {
            frame.markChanged();
          }
          map.setValue(at, scalar);
        }
        return;
      }
      if (at >= 0 && Values.same(value, Values.load(map.value(at)))) {
        return;
      }
      frame.markChanged();
      Slot.entry(map, key).store(value);
    }
  }

  private static final class Deep extends MapPath {
    private final KeyNode[] keys;

    Deep(Function<Frame, Attributes> source, KeyNode[] keys) {
      super(source);
      this.keys = keys;
    }

    @Override
    public @Nullable Object get(Frame frame) {
      AnyValue value = source.apply(frame).get(keys[0].mapKey(frame));
      return value == null ? null : Indexed.get(value, keys, 1, frame);
    }

    @Override
    public void set(Frame frame, @Nullable Object value) {
      Slot slot = Slot.entry(source.apply(frame), keys[0].mapKey(frame));
      frame.markChanged();
      slot.set(keys, 1, frame, value);
    }
  }
}
