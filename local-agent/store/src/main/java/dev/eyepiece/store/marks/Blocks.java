package dev.eyepiece.store.marks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Hashes of values as a split-block Bloom filter: each sets a bit in each of the eight words of one
 * block of 256 bits (as that of Apache Parquet). With twelve bits a value, one value of 200 that is
 * not there seems to be.
 */
final class Blocks {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BITS_A_VALUE = 12;
  private static final int[] SALT = {
    0xcc92d33d, 0x40b2d003, 0x536e95df, 0x32833107, 0x3d90fbad, 0x3170fab3, 0xd293056b, 0xf08db22f
  };

  private Blocks() {}

  /** How many blocks so many values take; at least one. */
  static int count(long values) {
    long bits = values * BITS_A_VALUE;
    return Math.clamp((bits + 255) / 256, 1, Integer.MAX_VALUE / Pages.BLOCK);
  }

  /** The block of a value. */
  static int block(int hash, int blocks) {
    return (int) (((hash & 0xFFFFFFFFL) * blocks) >>> Integer.SIZE);
  }

  static void add(byte[] bytes, int at, int hash) {
    for (int i = 0; i < SALT.length; i++) {
      int word = at + i * Integer.BYTES;
      INT.set(bytes, word, (int) INT.get(bytes, word) | (1 << ((hash * SALT[i]) >>> 27)));
    }
  }

  static boolean mayHold(byte[] bytes, int at, int hash) {
    for (int i = 0; i < SALT.length; i++) {
      int bit = 1 << ((hash * SALT[i]) >>> 27);
      if (((int) INT.get(bytes, at + i * Integer.BYTES) & bit) == 0) {
        return false;
      }
    }
    return true;
  }
}
