package dev.eyepiece.stacks.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes protobuf fields into memory. For one thread. */
final class ProtoOut {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A number without a field, for packed fields. */
  void raw(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  /** Left out when zero. */
  void varint(int field, long value) {
    if (value != 0) {
      raw(((long) field << 3) | VARINT);
      raw(value);
    }
  }

  /** Written even when empty. */
  void text(int field, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    raw(((long) field << 3) | LENGTH);
    raw(utf8.length);
    bytes.write(utf8, 0, utf8.length);
  }

  /** A nested message or packed numbers; written even when empty. */
  void message(int field, ProtoOut message) {
    raw(((long) field << 3) | LENGTH);
    raw(message.bytes.size());
    append(message);
  }

  void append(ProtoOut other) {
    bytes.writeBytes(other.bytes.toByteArray());
  }

  void writeTo(OutputStream out) throws IOException {
    bytes.writeTo(out);
  }
}
