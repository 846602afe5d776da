package dev.eyepiece.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Immutable text held as well-formed UTF-8 bytes. The {@link String} is made on first use and kept,
 * so that text which nobody looks at is never decoded. Safe for use by several threads.
 */
public final class Utf8 implements Comparable<Utf8> {
  public static final Utf8 EMPTY = new Utf8(new byte[0]);

  private final byte[] bytes;
  private @Nullable String text;
  private int hash;

  private Utf8(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Utf8 of(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    Utf8 utf8 = new Utf8(text.getBytes(StandardCharsets.UTF_8));
    utf8.text = text;
    return utf8;
  }

  /** Copies {@code length} bytes, which the caller knows to be well-formed UTF-8. */
  public static Utf8 copyOf(byte[] source, int offset, int length) {
    return length == 0 ? EMPTY : new Utf8(Arrays.copyOfRange(source, offset, offset + length));
  }

  /**
   * Takes bytes as they are, which the caller knows to be well-formed UTF-8 and never writes to
   * again.
   */
  public static Utf8 owning(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Utf8(bytes);
  }

  /** Length in bytes. */
  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  public byte byteAt(int index) {
    return bytes[index];
  }

  /** The bytes themselves, for reading alone: they belong to this text. */
  public byte[] shared() {
    return bytes;
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Copies all bytes into {@code target} from {@code offset} on. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
  }

  public boolean contentEquals(byte[] other, int offset, int length) {
    return Arrays.equals(bytes, 0, bytes.length, other, offset, offset + length);
  }

  /** Whether both are the same text; quick when hashes are known and differ. */
  private boolean same(Utf8 that) {
    int one = hash;
    int other = that.hash;
    return (one == other || one == 0 || other == 0) && Arrays.equals(bytes, that.bytes);
  }

  /** Byte order, which for UTF-8 is code point order. */
  @Override
  public int compareTo(Utf8 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Utf8 that && same(that));
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      h = Arrays.hashCode(bytes);
      hash = h;
    }
    return h;
  }

  @Override
  public String toString() {
    String t = text;
    if (t == null) {
      t = new String(bytes, StandardCharsets.UTF_8);
      text = t;
    }
    return t;
  }
}
