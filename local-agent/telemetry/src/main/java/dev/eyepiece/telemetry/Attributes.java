package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Key-value pairs in the order in which they arrived. A key that a sender wrote twice stays there
 * twice, so that what came in can go out again; {@link #get} answers with the first. Mutable, for
 * one thread.
 */
public final class Attributes {
  private final List<Utf8> keys = new ArrayList<>();
  private final List<AnyValue> values = new ArrayList<>();

  public int size() {
    return keys.size();
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  public Utf8 key(int index) {
    return keys.get(index);
  }

  public AnyValue value(int index) {
    return values.get(index);
  }

  /** Appends, whether or not the key is there already. */
  public void add(Utf8 key, AnyValue value) {
    keys.add(key);
    values.add(value);
  }

  public void add(String key, String value) {
    add(Utf8.of(key), AnyValue.Text.of(value));
  }

  /** Replaces the value of the first entry with this key, or appends one. */
  public void put(Utf8 key, AnyValue value) {
    int at = keys.indexOf(key);
    if (at < 0) {
      add(key, value);
    } else {
      values.set(at, value);
    }
  }

  /** Removes every entry with this key. */
  public boolean remove(Utf8 key) {
    boolean found = false;
    for (int i = keys.size() - 1; i >= 0; i--) {
      if (keys.get(i).equals(key)) {
        keys.remove(i);
        values.remove(i);
        found = true;
      }
    }
    return found;
  }

  public @Nullable AnyValue get(Utf8 key) {
    int at = keys.indexOf(key);
    return at < 0 ? null : values.get(at);
  }

  public @Nullable AnyValue get(String key) {
    return get(Utf8.of(key));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributes that && keys.equals(that.keys) && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(keys, values);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < keys.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(keys.get(i)).append('=').append(values.get(i));
    }
    return text.append('}').toString();
  }
}
