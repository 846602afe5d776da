package dev.eyepiece.telemetry;

import java.util.Arrays;

/**
 * Appends protobuf fields to a growing array; nested messages are written apart and put in. For one
 * thread.
 */
final class MessageWriter {
  private byte[] bytes = new byte[256];
  private int size;

  void varintField(int field, long value) {
    varint((long) field << 3);
    varint(value);
  }

  void fixed64Field(int field, long value) {
    varint(((long) field << 3) | ProtoReader.FIXED64);
    ensure(8);
    LittleEndian.LONG.set(bytes, size, value);
    size += 8;
  }

  void fixed32Field(int field, int value) {
    varint(((long) field << 3) | ProtoReader.FIXED32);
    ensure(4);
    LittleEndian.INT.set(bytes, size, value);
    size += 4;
  }

  void bytesField(int field, byte[] content) {
    lengthField(field, content.length);
    System.arraycopy(content, 0, bytes, size, content.length);
    size += content.length;
  }

  void textField(int field, Utf8 text) {
    lengthField(field, text.length());
    text.copyTo(bytes, size);
    size += text.length();
  }

  void messageField(int field, MessageWriter message) {
    lengthField(field, message.size);
    System.arraycopy(message.bytes, 0, bytes, size, message.size);
    size += message.size;
  }

  private void lengthField(int field, int length) {
    varint(((long) field << 3) | ProtoReader.LENGTH);
    varint(length);
    ensure(length);
  }

  private void varint(long value) {
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
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
