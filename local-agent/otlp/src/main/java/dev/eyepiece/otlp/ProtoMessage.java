package dev.eyepiece.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of a small protobuf message that a receiver answered with. What is cut short or of an
 * unknown kind ends the message; nothing that a receiver writes makes an error here.
 */
final class ProtoMessage {
  private static final int MOST_FIELDS = 100;

  /** A field of the two kinds that these messages have. */
  private sealed interface Field {
    record Varint(int number, long value) implements Field {}

    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(int number, byte[] value) implements Field {}
  }

  private final List<Field> fields = new ArrayList<>();
  private final byte[] message;
  private int at;

  private ProtoMessage(byte[] message) {
    this.message = message;
  }

  static ProtoMessage read(byte[] message) {
    ProtoMessage read = new ProtoMessage(message);
    boolean more = true;
    while (more && read.at < message.length && read.fields.size() < MOST_FIELDS) {
      more = read.next();
    }
    return read;
  }

  private boolean next() {
    long tag = varint();
    int number = (int) (tag >>> 3);
    if ((tag & 7) == 0) {
      fields.add(new Field.Varint(number, varint()));
      return true;
    }
    long length = (tag & 7) == 2 ? varint() : -1;
    if (length < 0 || length > message.length - at) {
      return false;
    }
    int end = at + (int) length;
    fields.add(new Field.Bytes(number, Arrays.copyOfRange(message, at, end)));
    at = end;
    return true;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64 && at < message.length; shift += 7) {
      byte next = message[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    return value;
  }

  /** The bytes of every field with this number. */
  List<byte[]> bytes(int number) {
    List<byte[]> found = new ArrayList<>();
    for (Field field : fields) {
      if (field instanceof Field.Bytes(int n, byte[] value) && n == number) {
        found.add(value);
      }
    }
    return found;
  }

  /** A number; 0 when it is absent, and the last when there are several. */
  long number(int number) {
    long found = 0;
    for (Field field : fields) {
      if (field instanceof Field.Varint(int n, long value) && n == number) {
        found = value;
      }
    }
    return found;
  }
}
