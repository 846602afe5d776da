package dev.eyepiece.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells of most traces that they are not in a seal (a Bloom filter of 24 bits a trace, which errs
 * for one trace in 8,000, so that a list of hundreds still leaves most seals unread). Immutable
 * once it is published.
 */
final class TraceFilter {
  private static final int BITS_A_TRACE = 24;
  private static final int HASHES = 6;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;

  private TraceFilter(byte[] bytes) {
    this.bytes = bytes;
  }

  static TraceFilter sized(int traces) {
    return new TraceFilter(
        new byte[(int) Math.max(8, ((long) traces * BITS_A_TRACE + 63) / 64 * 8)]);
  }

  static TraceFilter of(byte[] stored) {
    return new TraceFilter(stored);
  }

  byte[] bytes() {
    return bytes;
  }

  void add(long high, long low) {
    long hash = RowOrder.hash(high, low);
    for (int i = 0; i < HASHES; i++) {
      long bit = bit(hash, i);
      int at = (int) (bit >>> 6) << 3;
      WORD.set(bytes, at, (long) WORD.get(bytes, at) | (1L << bit));
    }
  }

  boolean mayHold(long high, long low) {
    long hash = RowOrder.hash(high, low);
    for (int i = 0; i < HASHES; i++) {
      long bit = bit(hash, i);
      if (((long) WORD.get(bytes, (int) (bit >>> 6) << 3) & (1L << bit)) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Each hash is a step further from the first; the step is odd. */
  private long bit(long hash, int turn) {
    int mixed = (int) hash + turn * ((int) (hash >>> 32) | 1);
    return ((mixed & 0xFFFFFFFFL) * (bytes.length * 8L)) >>> 32;
  }
}
