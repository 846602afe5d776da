package dev.eyepiece.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Tells requests apart by their bytes. Not against an adversary: who sends two requests that
 * collide within minutes, the first of them never answered, harms nobody but themselves.
 */
record Fingerprint(long mix, int crc, int length) {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Of a request: equal bytes of two signals are two requests. */
  static Fingerprint of(byte signal, byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    long hash = length + signal * 0xBF58476D1CE4E5B9L;
    int at = 0;
    for (; at <= length - 8; at += 8) {
      hash = (hash ^ (long) LONG.get(bytes, at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    for (; at < length; at++) {
      hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
    }
    return new Fingerprint(hash, (int) crc.getValue(), length);
  }
}
