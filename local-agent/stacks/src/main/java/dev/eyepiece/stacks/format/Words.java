package dev.eyepiece.stacks.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Text eight bytes at a time. */
final class Words {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private Words() {}

  /** The eight bytes from {@code at} on, the first in the low bits. */
  static long at(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** High bits set where a byte equals {@code b}; the lowest set one is right. */
  static long equal(long word, byte b) {
    long x = word ^ (ONES * b);
    return (x - ONES) & ~x & HIGHS;
  }

  /** The first {@code count} bytes of a word, 0 to 7. */
  static long first(long word, int count) {
    return word & ((1L << (count * 8)) - 1);
  }

  /** Takes a word into a hash. */
  static long mix(long hash, long word) {
    return Long.rotateLeft(hash ^ word, 29) * PRIME;
  }

  /** Ends a hash over a length. */
  static int finish(long hash, int length) {
    long h = (hash ^ length) * PRIME;
    return (int) (h ^ (h >>> 32));
  }

  /** The hash of a range, as if it was taken word by word; eight bytes behind it are readable. */
  static int hash(byte[] bytes, int from, int to) {
    long hash = 0;
    int p = from;
    for (; p + 8 <= to; p += 8) {
      hash = mix(hash, at(bytes, p));
    }
    hash = mix(hash, first(at(bytes, p), to - p));
    return finish(hash, to - from);
  }
}
