package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.MismatchException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A map of a record, or an entry of it. */
abstract class MapPath extends PathNode {
  final MapSource source;

  private MapPath(MapSource source) {
    this.source = source;
  }

  static PathNode of(MapSource source, List<KeyNode> keys) {
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
      throw new MismatchException("expected a map, found " + Values.type(value));
    }
    Attributes copy = Values.copy(map);
    target.truncate(0);
    for (int i = 0; i < copy.size(); i++) {
      target.add(copy.key(i), copy.value(i));
    }
  }

  private static final class Whole extends MapPath {
    Whole(MapSource source) {
      super(source);
    }

    @Override
    public Object get(Frame frame) {
      return source.of(frame);
    }

    @Override
    public void set(Frame frame, @Nullable Object value) {
      Attributes target = source.of(frame);
      if (!Values.same(value, target)) {
        frame.markChanged();
        replace(target, value);
      }
    }
  }

  /**
   * The entry of one literal key. Records of one kind mostly have their keys in one order, and
   * records of one batch share the objects of their keys: where the key was last is looked at
   * first, for the object that it was. Threads may overwrite each other's hints, which are hints.
   */
  static final class Entry extends MapPath {
    private final Utf8 key;

    /** Equal to the key: the one of the last record that had it. */
    private Utf8 seen;

    private int hint = -1;

    Entry(MapSource source, Utf8 key) {
      super(source);
      this.key = key;
      seen = key;
    }

    /** The value as the record holds it; {@code null} when there is none. */
    @Nullable AnyValue raw(Frame frame) {
      Attributes map = source.of(frame);
      int at = find(map);
      return at < 0 ? null : map.value(at);
    }

    private int find(Attributes map) {
      int before = hint;
      Utf8 same = seen;
      int at = map.indexOf(same, before);
      if (at >= 0) {
        Utf8 there = map.key(at);
        if (!Values.same(there, same)) {
          seen = there;
        }
        if (at != before) {
          hint = at;
        }
      }
      return at;
    }

    /** Whether both read the same place. */
    boolean samePlace(Entry other) {
      return source == other.source && key.equals(other.key);
    }

    @Override
    public Node assignment(Node value, Gates gates) {
      if (value instanceof Literal literal
          && literal.value() instanceof AnyValue scalar
          && !(scalar instanceof AnyValue.Array)) {
        return Node.edit(frame -> write(frame, scalar));
      }
      return super.assignment(value, gates);
    }

    private void write(Frame frame, AnyValue scalar) {
      Attributes map = source.of(frame);
      int at = find(map);
      if (at < 0) {
        map.add(key, scalar);
        hint = map.size() - 1;
        frame.markChanged();
        return;
      }
      AnyValue there = map.value(at);
      if (!Values.same(there, scalar)) {
        if (!scalar.equals(there)) {
          frame.markChanged();
        }
        map.setValue(at, scalar);
      }
    }

    @Override
    public @Nullable Object get(Frame frame) {
      return Values.load(raw(frame));
    }

    @Override
    public void set(Frame frame, @Nullable Object value) {
      if (value instanceof AnyValue scalar && !(value instanceof AnyValue.Array)) {
        write(frame, scalar);
        return;
      }
      Attributes map = source.of(frame);
      int at = find(map);
      if (at >= 0 && Values.same(value, Values.load(map.value(at)))) {
        return;
      }
      frame.markChanged();
      Slot.entry(map, key).store(value);
    }
  }

  private static final class Deep extends MapPath {
    private final KeyNode[] keys;

    Deep(MapSource source, KeyNode[] keys) {
      super(source);
      this.keys = keys;
    }

    @Override
    public @Nullable Object get(Frame frame) {
      AnyValue value = source.of(frame).get(keys[0].mapKey(frame));
      return value == null ? null : Indexed.get(value, keys, 1, frame);
    }

    @Override
    public void set(Frame frame, @Nullable Object value) {
      Slot slot = Slot.entry(source.of(frame), keys[0].mapKey(frame));
      frame.markChanged();
      slot.set(keys, 1, frame, value);
    }
  }
}
