package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.MismatchException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.ProfilesDictionary;
import dev.eyepiece.telemetry.Utf8;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Attributes that are indices into the table that all profiles of a request share. */
final class TableAttributes extends PathNode {
  private final Function<Frame, int[]> indices;
  private final BiConsumer<Frame, int[]> setIndices;
  private final KeyNode[] keys;

  TableAttributes(
      Function<Frame, int[]> indices, BiConsumer<Frame, int[]> setIndices, List<KeyNode> keys) {
    this.indices = indices;
    this.setIndices = setIndices;
    this.keys = keys.toArray(KeyNode[]::new);
  }

  @Override
  public @Nullable Object get(Frame frame) {
    ProfilesDictionary dictionary = frame.dictionary();
    Attributes map = new Attributes();
    for (int index : indices.apply(frame)) {
      ProfilesDictionary.Attribute attribute = Tables.attribute(dictionary, index);
      map.put(Tables.string(dictionary, attribute.key()), Values.copy(attribute.value()));
    }
    if (keys.length == 0) {
      return map;
    }
    AnyValue value = map.get(keys[0].mapKey(frame));
    return value == null ? null : Indexed.get(value, keys, 1, frame);
  }

  @Override
  public void set(Frame frame, @Nullable Object value) {
    frame.markChanged();
    if (keys.length == 0) {
      setAll(frame, value);
    } else {
      setOne(frame, value);
    }
  }

  private void setAll(Frame frame, @Nullable Object value) {
    if (value != null && !(value instanceof Attributes)) {
      throw new MismatchException("expected a map, found " + Values.type(value));
    }
    Attributes map = value instanceof Attributes given ? given : new Attributes();
    int[] fresh = new int[map.size()];
    for (int i = 0; i < fresh.length; i++) {
      int key = Tables.put(frame.dictionary(), map.key(i));
      fresh[i] = Tables.put(frame.dictionary(), key, Values.copy(map.value(i)));
    }
    setIndices.accept(frame, fresh);
  }

  private void setOne(Frame frame, @Nullable Object value) {
    ProfilesDictionary dictionary = frame.dictionary();
    Utf8 name = keys[0].mapKey(frame);
    Attributes box = new Attributes();
    box.add(name, current(dictionary, indices.apply(frame), name));
    Slot.of(box, 0).set(keys, 1, frame, value);
    int key = Tables.put(dictionary, name);
    int attribute = Tables.put(dictionary, key, box.value(0));
    int[] all = indices.apply(frame).clone();
    for (int i = 0; i < all.length; i++) {
      if (all[i] == attribute) {
        return;
      }
      if (Tables.attribute(dictionary, all[i]).key() == key) {
        all[i] = attribute;
        setIndices.accept(frame, all);
        return;
      }
    }
    int[] longer = Arrays.copyOf(all, all.length + 1);
    longer[all.length] = attribute;
    setIndices.accept(frame, longer);
  }

  private static AnyValue current(ProfilesDictionary dictionary, int[] indices, Utf8 name) {
    for (int index : indices) {
      ProfilesDictionary.Attribute attribute = Tables.attribute(dictionary, index);
      if (Tables.string(dictionary, attribute.key()).equals(name)) {
        return Values.copy(attribute.value());
      }
    }
    return AnyValue.Empty.INSTANCE;
  }
}
