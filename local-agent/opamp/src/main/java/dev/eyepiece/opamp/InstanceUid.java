package dev.eyepiece.opamp;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The 16 bytes that an agent goes by; not all zero. */
public record InstanceUid(long high, long low) implements Comparable<InstanceUid> {
  private static final int BYTES = 16;

  /** Reads 16 bytes; {@code null} when there are more or fewer, or all are zero. */
  public static @Nullable InstanceUid of(byte[] bytes) {
    if (bytes.length != BYTES) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    InstanceUid uid = new InstanceUid(buffer.getLong(), buffer.getLong());
    return uid.high == 0 && uid.low == 0 ? null : uid;
  }

  /** Reads a UUID, with or without hyphens; {@code null} when the text is none. */
  public static @Nullable InstanceUid parse(String text) {
    String hex = text.strip().replace("-", "");
    if (!hex.matches("[0-9a-fA-F]{32}")) {
      return null;
    }
    return of(HexFormat.of().parseHex(hex));
  }

  /** A new one of UUID version 7 (RFC 9562, section 5.7). */
  public static InstanceUid next(long unixMillis, RandomGenerator random) {
    long high = unixMillis << 16 | 0x7000L | random.nextInt(1 << 12);
    long low = random.nextLong() >>> 2 | Long.MIN_VALUE;
    return new InstanceUid(high, low);
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public int compareTo(InstanceUid other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /** As a UUID is written. */
  @Override
  public String toString() {
    return new UUID(high, low).toString();
  }
}
