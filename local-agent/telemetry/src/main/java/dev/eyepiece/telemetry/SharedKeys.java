package dev.eyepiece.telemetry;

/**
 * Keys that come again and again, as one object each, so that whoever looks for one compares
 * references and what is compared lies near. A key may be pushed out by another: equal keys need
 * not be one object. Of a fixed size; safe for use by several threads.
 */
public final class SharedKeys {
  private static final int SLOTS = 1 << 10;
  private static final int MAX_LENGTH = 64;

  /** Read and written without a lock: what is lost is made again. */
  private static final Utf8[] KEYS = new Utf8[SLOTS];

  static {
    java.util.Arrays.fill(KEYS, Utf8.EMPTY);
  }

  private SharedKeys() {}

  /** The key of some bytes, which the caller knows to be well-formed UTF-8. */
  static Utf8 of(byte[] bytes, int offset, int length) {
    if (length == 0 || length > MAX_LENGTH) {
      return Utf8.copyOf(bytes, offset, length);
    }
    int slot = slot(bytes, offset, length);
    Utf8 there = KEYS[slot];
    return there.contentEquals(bytes, offset, length)
        ? there
        : keep(slot, Utf8.copyOf(bytes, offset, length));
  }

  /** A key equal to this one, which others may have too. */
  public static Utf8 of(Utf8 key) {
    byte[] bytes = key.shared();
    if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
      return key;
    }
    int slot = slot(bytes, 0, bytes.length);
    Utf8 there = KEYS[slot];
    return there.equals(key) ? there : keep(slot, key);
  }

  @SuppressWarnings("ReturnValueIgnored") // a hash that is known tells keys apart
  private static Utf8 keep(int slot, Utf8 key) {
    key.hashCode();
    KEYS[slot] = key;
    return key;
  }

  private static int slot(byte[] bytes, int offset, int length) {
    int hash = length;
    hash = hash * 31 + bytes[offset];
    hash = hash * 31 + bytes[offset + length / 2];
    hash = hash * 31 + bytes[offset + length * 3 / 4];
    hash = hash * 31 + bytes[offset + length - 1];
    return (hash ^ hash >>> 10) & (SLOTS - 1);
  }
}
