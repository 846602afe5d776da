package dev.eyepiece.telemetry;

import java.util.Arrays;

/**
 * Writes protobuf fields in two passes over the same tree: the first adds up sizes, keeping that of
 * each nested message, the second writes every byte once into an array of the right length. The two
 * passes must ask for the same fields. Fields with protobuf's default are left out where the method
 * does not say otherwise. For one thread.
 */
final class SizedWriter {
  private static final byte[] NOTHING = {};

  private long[] sizes = new long[64];
  private int messages;
  private boolean writing;
  private byte[] bytes = NOTHING;
  private long position;

  private SizedWriter() {}

  /** What is to be written. */
  interface Content<X extends Exception> {
    void writeTo(SizedWriter out) throws X;
  }

  /**
   * Runs {@code content} twice.
   *
   * @throws IllegalArgumentException for 2 GiB or more
   */
  static <X extends Exception> byte[] write(Content<X> content) throws X {
    SizedWriter out = new SizedWriter();
    content.writeTo(out);
    if (out.position > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a request of " + out.position + " bytes, where less than 2 GiB was expected");
    }
    out.bytes = new byte[(int) out.position];
    out.position = 0;
    out.messages = 0;
    out.writing = true;
    content.writeTo(out);
    return out.bytes;
  }

  /** Starts a nested message; what it answers goes to {@link #end}. */
  int begin(int field) {
    int message = messages++;
    if (writing) {
      tag(field, ProtoReader.LENGTH);
      raw(sizes[message]);
    } else {
      if (message == sizes.length) {
        sizes = Arrays.copyOf(sizes, message * 2);
      }
      sizes[message] = position;
      position += tagSize(field);
    }
    return message;
  }

  void end(int message, int field) {
    if (!writing) {
      long length = position - sizes[message] - tagSize(field);
      sizes[message] = length;
      position += varintSize(length);
    }
  }

  void varint(int field, long value) {
    if (value != 0) {
      varintAlways(field, value);
    }
  }

  /** Written even when zero, as a field with presence is. */
  void varintAlways(int field, long value) {
    tag(field, ProtoReader.VARINT);
    raw(value);
  }

  /** A protobuf {@code sint32}. */
  void zigzag(int field, int value) {
    varint(field, Integer.toUnsignedLong((value << 1) ^ (value >> 31)));
  }

  void fixed64(int field, long value) {
    if (value != 0) {
      fixed64Always(field, value);
    }
  }

  /** Written even when zero, as a field with presence is. */
  void fixed64Always(int field, long value) {
    tag(field, ProtoReader.FIXED64);
    rawFixed64(value);
  }

  /** A {@code double}; protobuf takes for its default only the zero whose bits are all zero. */
  void real(int field, double value) {
    fixed64(field, Double.doubleToRawLongBits(value));
  }

  void fixed32(int field, int value) {
    if (value != 0) {
      tag(field, ProtoReader.FIXED32);
      if (writing) {
        LittleEndian.INT.set(bytes, (int) position, value);
      }
      position += 4;
    }
  }

  void text(int field, Utf8 text) {
    if (!text.isEmpty()) {
      textAlways(field, text);
    }
  }

  /** Written even when empty. */
  void textAlways(int field, Utf8 text) {
    tag(field, ProtoReader.LENGTH);
    raw(text.length());
    if (writing) {
      text.copyTo(bytes, (int) position);
    }
    position += text.length();
  }

  /** Written even when empty, from bytes that are well-formed UTF-8. */
  void textAlways(int field, byte[] source, int offset, int length) {
    tag(field, ProtoReader.LENGTH);
    raw(length);
    raw(source, offset, offset + length);
  }

  /** Copies what is encoded already. */
  void raw(byte[] source, int from, int to) {
    if (writing) {
      System.arraycopy(source, from, bytes, (int) position, to - from);
    }
    position += to - from;
  }

  /** Written even when empty. */
  void bytesAlways(int field, byte[] content) {
    tag(field, ProtoReader.LENGTH);
    raw(content.length);
    raw(content, 0, content.length);
  }

  /** An id of eight bytes, left out when zero. */
  void spanId(int field, long id) {
    if (id != 0) {
      tag(field, ProtoReader.LENGTH);
      raw(8);
      rawFixed64(Long.reverseBytes(id));
    }
  }

  /** An id of sixteen bytes, left out when zero. */
  void traceId(int field, long high, long low) {
    if ((high | low) != 0) {
      tag(field, ProtoReader.LENGTH);
      raw(16);
      rawFixed64(Long.reverseBytes(high));
      rawFixed64(Long.reverseBytes(low));
    }
  }

  void packedFixed64(int field, long[] values) {
    if (values.length > 0) {
      tag(field, ProtoReader.LENGTH);
      raw(8L * values.length);
      for (long value : values) {
        rawFixed64(value);
      }
    }
  }

  void packedReals(int field, double[] values) {
    if (values.length > 0) {
      tag(field, ProtoReader.LENGTH);
      raw(8L * values.length);
      for (double value : values) {
        rawFixed64(Double.doubleToRawLongBits(value));
      }
    }
  }

  void packedVarints(int field, long[] values) {
    if (values.length > 0) {
      int message = begin(field);
      for (long value : values) {
        raw(value);
      }
      end(message, field);
    }
  }

  void packedVarints(int field, int[] values) {
    if (values.length > 0) {
      int message = begin(field);
      for (int value : values) {
        raw(value);
      }
      end(message, field);
    }
  }

  private void tag(int field, int wireType) {
    raw(((long) field << 3) | wireType);
  }

  private static int tagSize(int field) {
    return varintSize((long) field << 3);
  }

  private static int varintSize(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  private void rawFixed64(long value) {
    if (writing) {
      LittleEndian.LONG.set(bytes, (int) position, value);
    }
    position += 8;
  }

  private void raw(long value) {
    if (!writing) {
      position += varintSize(value);
      return;
    }
    int at = (int) position;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    position = at;
  }
}
