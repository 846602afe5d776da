package dev.eyepiece.telemetry;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Appends protobuf fields to a growing array, for input that cannot be gone over twice. The content
 * of a nested message is moved when its length takes more bytes than one. For one thread.
 */
final class MessageWriter {
  private byte[] bytes;
  private int size;

  MessageWriter() {
    this(256);
  }

  /**
   * @param capacity bytes that it has room for at first
   */
  MessageWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** Starts a nested message; what it answers goes to {@link #end}. */
  int begin(int field) {
    tag(field, ProtoReader.LENGTH);
    ensure(1);
    return size++;
  }

  void end(int message) {
    int length = size - message - 1;
    int more = (31 - Integer.numberOfLeadingZeros(length | 1)) / 7;
    ensure(more);
    if (more > 0) {
      System.arraycopy(bytes, message + 1, bytes, message + 1 + more, length);
    }
    size = message;
    varint(length);
    size += length;
  }

  void bytesField(int field, byte[] content) {
    bytesField(field, content, 0, content.length);
  }

  void bytesField(int field, byte[] content, int offset, int length) {
    lengthField(field, length);
    System.arraycopy(content, offset, bytes, size, length);
    size += length;
  }

  void textField(int field, Utf8 text) {
    lengthField(field, text.length());
    text.copyTo(bytes, size);
    size += text.length();
  }

  /**
   * Appends a field of bytes that are written as hexadecimal digits.
   *
   * @param length an even number of them
   */
  void hexField(int field, byte[] digits, int offset, int length) {
    lengthField(field, length / 2);
    for (int i = offset; i < offset + length; i += 2) {
      bytes[size++] =
          (byte) (HexFormat.fromHexDigit(digits[i]) << 4 | HexFormat.fromHexDigit(digits[i + 1]));
    }
  }

  private void lengthField(int field, int length) {
    tag(field, ProtoReader.LENGTH);
    varint(length);
    ensure(length);
  }

  void tag(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  void fixed64(long value) {
    ensure(8);
    LittleEndian.LONG.set(bytes, size, value);
    size += 8;
  }

  void fixed32(int value) {
    ensure(4);
    LittleEndian.INT.set(bytes, size, value);
    size += 4;
  }

  void varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
