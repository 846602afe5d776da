package dev.eyepiece.store.marks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash of a text in which letters of ASCII have no case. Senders choose the texts, so that
 * nobody may know the seed.
 */
final class TextHash {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FIRST = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0xD6E8FEB86659FD93L;
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private TextHash() {}

  static long of(byte[] bytes, int from, int length, long seed) {
    long hash = seed ^ (length * FIRST);
    if (length >= Long.BYTES) {
      int last = from + length - Long.BYTES;
      for (int at = from; at < last; at += Long.BYTES) {
        hash = mixed(hash ^ lower(word(bytes, at)));
      }
      hash ^= lower(word(bytes, last));
    } else {
      hash ^= lower(word(bytes, from, length));
    }
    return mixed(mixed(hash) ^ SECOND);
  }

  /** The same of a text of at least eight bytes whose letters have their case; less well mixed. */
  static long exact(byte[] bytes, int from, int length, long seed) {
    long hash = seed ^ (length * FIRST);
    int last = from + length - Long.BYTES;
    for (int at = from; at < last; at += Long.BYTES) {
      hash = mixed(hash ^ word(bytes, at));
    }
    return mixed(hash ^ word(bytes, last));
  }

  /** Eight bytes. */
  static long word(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }

  /** Less than eight bytes. */
  static long word(byte[] bytes, int from, int length) {
    if (from + Long.BYTES <= bytes.length) {
      return word(bytes, from) & ((1L << (length * Byte.SIZE)) - 1);
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (bytes[from + i] & 0xFFL) << (i * Byte.SIZE);
    }
    return word;
  }

  /** Whether a text has neither letters in upper case nor anything but ASCII. */
  static boolean isPlain(byte[] bytes, int from, int length) {
    if (length < Long.BYTES) {
      return isPlain(word(bytes, from, length));
    }
    int last = from + length - Long.BYTES;
    for (int at = from; at < last; at += Long.BYTES) {
      if (!isPlain(word(bytes, at))) {
        return false;
      }
    }
    return isPlain(word(bytes, last));
  }

  private static boolean isPlain(long word) {
    return (word & HIGH) == 0 && lower(word) == word;
  }

  private static long mixed(long of) {
    return Math.multiplyHigh(of, FIRST) ^ (of * FIRST);
  }

  /** Eight bytes, in which those of A to Z become those of a to z. */
  private static long lower(long word) {
    long low = word & ~HIGH;
    long fromA = low + EACH * (0x80 - 'A');
    long aboveZ = low + EACH * (0x7F - 'Z');
    return word | ((fromA & ~aboveZ & ~word & HIGH) >>> 2);
  }
}
