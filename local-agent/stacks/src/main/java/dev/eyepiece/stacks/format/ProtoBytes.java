package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.StackFormatException;
import java.nio.charset.StandardCharsets;

/** A cursor over protobuf bytes that never leaves them. For one thread. */
final class ProtoBytes {
  static final int VARINT = 0;
  static final int LENGTH = 2;

  final byte[] bytes;
  int position;

  /** The wire type of the field that {@link #field} came to. */
  int wireType;

  ProtoBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The number of the next field of a message that ends at {@code limit}; 0 at its end. */
  int field(int limit) throws StackFormatException {
    if (position >= limit) {
      return 0;
    }
    long tag = varint(limit);
    wireType = (int) tag & 7;
    long number = tag >>> 3;
    if (number == 0 || number > 0x1FFFFFFF) {
      throw malformed("no field has the number " + Long.toUnsignedString(number));
    }
    return (int) number;
  }

  long varint(int limit) throws StackFormatException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= limit) {
        throw malformed("a number goes on behind the end of its message");
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("a number is longer than ten bytes");
  }

  /** The value of a field that is a number. */
  long number(int limit, String name) throws StackFormatException {
    expect(VARINT, name);
    return varint(limit);
  }

  /** The end of a field that is a message, a text or packed numbers; the cursor is at its start. */
  int end(int limit, String name) throws StackFormatException {
    expect(LENGTH, name);
    long length = varint(limit);
    if (length < 0 || length > limit - position) {
      throw malformed(name + " is longer than what is around it");
    }
    return position + (int) length;
  }

  String text(int limit, String name) throws StackFormatException {
    int end = end(limit, name);
    String text = new String(bytes, position, end - position, StandardCharsets.UTF_8);
    position = end;
    return text;
  }

  void skip(int limit) throws StackFormatException {
    switch (wireType) {
      case VARINT -> varint(limit);
      case 1 -> forward(8, limit);
      case LENGTH -> position = end(limit, "a field");
      case 5 -> forward(4, limit);
      default -> throw malformed("wire type " + wireType + " is not in use");
    }
  }

  private void forward(int count, int limit) throws StackFormatException {
    if (limit - position < count) {
      throw malformed("a number goes on behind the end of its message");
    }
    position += count;
  }

  private void expect(int type, String name) throws StackFormatException {
    if (wireType != type) {
      throw malformed(name + " has wire type " + wireType + " instead of " + type);
    }
  }

  StackFormatException malformed(String what) {
    return new StackFormatException(
        "byte " + position + ": " + what + "; expected a pprof profile");
  }
}
