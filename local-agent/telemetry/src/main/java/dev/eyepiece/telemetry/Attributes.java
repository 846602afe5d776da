package dev.eyepiece.telemetry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Key-value pairs in the order in which they arrived. A key that a sender wrote twice stays there
 * twice, so that what came in can go out again; {@link #get} answers with the first. Mutable, for
 * one thread.
 */
public final class Attributes {
  private static final Utf8[] NO_KEYS = {};
  private static final AnyValue[] NO_VALUES = {};
  private static final int[] NO_HASHES = {};

  /** Larger maps are not told apart from those that have a key twice. */
  private static final int MAX_SEARCHED = 64;

  private @Nullable Utf8[] keys = NO_KEYS;
  private @Nullable AnyValue[] values = NO_VALUES;

  /** The hash of each key, so that a search looks at the keys alone that may be the one. */
  private int[] hashes = NO_HASHES;

  private int size;

  /** A bit for each hash that was ever here: a key whose bit is not set is not here. */
  private long seen;

  /** Whether a key may be here twice. */
  private boolean repeated;

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * The key of an entry.
   *
   * @throws IndexOutOfBoundsException when there is no such entry
   */
  public Utf8 key(int index) {
    Utf8 there = index < size ? keys[index] : null;
    if (there == null) {
      throw absent(index);
    }
    return there;
  }

  /**
   * The value of an entry.
   *
   * @throws IndexOutOfBoundsException when there is no such entry
   */
  public AnyValue value(int index) {
    AnyValue there = index < size ? values[index] : null;
    if (there == null) {
      throw absent(index);
    }
    return there;
  }

  private IndexOutOfBoundsException absent(int index) {
    return new IndexOutOfBoundsException("entry " + index + " of " + size);
  }

  /** Replaces the value of an entry that is there. */
  public void setValue(int index, AnyValue value) {
    value(index);
    values[index] = value;
  }

  /** Replaces key and value of an entry that is there. */
  public void set(int index, Utf8 key, AnyValue value) {
    value(index);
    note(key);
    keys[index] = key;
    values[index] = value;
    hashes[index] = key.hashCode();
  }

  /** Keeps the first entries alone; does nothing when there are no more. */
  public void truncate(int newSize) {
    if (newSize < size) {
      Arrays.fill(keys, newSize, size, null);
      Arrays.fill(values, newSize, size, null);
      size = newSize;
      seen = size == 0 ? 0 : seen;
      repeated &= size > 1;
    }
  }

  /**
   * Copies an entry over another, on the way to fewer entries: {@link #truncate} must follow and
   * take away what now stands twice.
   */
  public void move(int from, int to) {
    value(from);
    value(to);
    keys[to] = keys[from];
    values[to] = values[from];
    hashes[to] = hashes[from];
  }

  /** Appends, whether or not the key is there already. */
  public void add(Utf8 key, AnyValue value) {
    if (size == keys.length) {
      int capacity = size == 0 ? 4 : size * 2;
      keys = Arrays.copyOf(keys, capacity);
      values = Arrays.copyOf(values, capacity);
      hashes = Arrays.copyOf(hashes, capacity);
    }
    note(key);
    hashes[size] = key.hashCode();
    keys[size] = key;
    values[size++] = value;
  }

  private void note(Utf8 key) {
    long bit = 1L << key.hashCode();
    if ((seen & bit) != 0 && !repeated) {
      // In a large map the search would cost more than it can save, and with each entry more.
      repeated = size >= MAX_SEARCHED || indexOf(key) >= 0;
    }
    seen |= bit;
  }

  public void add(String key, String value) {
    add(Utf8.of(key), AnyValue.Text.of(value));
  }

  /** Replaces the value of the first entry with this key, or appends one. */
  public void put(Utf8 key, AnyValue value) {
    int at = indexOf(key);
    if (at < 0) {
      add(key, value);
    } else {
      values[at] = value;
    }
  }

  /** Removes every entry with this key; answers whether there was one. */
  public boolean remove(Utf8 key) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!key.equals(keys[i])) {
        keys[kept] = keys[i];
        hashes[kept] = hashes[i];
        values[kept++] = values[i];
      }
    }
    boolean found = kept < size;
    Arrays.fill(keys, kept, size, null);
    Arrays.fill(values, kept, size, null);
    size = kept;
    return found;
  }

  /** The first entry with this key; -1 when there is none. */
  public int indexOf(Utf8 key) {
    int hash = key.hashCode();
    if ((seen & 1L << hash) == 0) {
      return -1;
    }
    int[] all = hashes;
    int count = Math.min(size, all.length);
    for (int i = 0; i < count; i++) {
      if (all[i] == hash && key.equals(keys[i])) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The same as {@link #indexOf(Utf8)}, quicker for who knows where the key often is.
   *
   * @param hint where the key may be; any number will do
   */
  public int indexOf(Utf8 key, int hint) {
    return hint >= 0 && hint < size && !repeated && key.equals(keys[hint]) ? hint : indexOf(key);
  }

  public @Nullable AnyValue get(Utf8 key) {
    int at = indexOf(key);
    return at < 0 ? null : values[at];
  }

  public @Nullable AnyValue get(String key) {
    return get(Utf8.of(key));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributes that
        && Arrays.equals(keys, 0, size, that.keys, 0, that.size)
        && Arrays.equals(values, 0, size, that.values, 0, that.size);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + key(i).hashCode();
      hash = 31 * hash + value(i).hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ", ").append(keys[i]).append('=').append(values[i]);
    }
    return text.append('}').toString();
  }
}
