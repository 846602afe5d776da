package dev.eyepiece.telemetry;

/**
 * Walks attribute values and whatever holds attributes, checking them; keeps nothing but the type
 * and bits of the value walked last. Shared by the walkers of all signals. For one thread.
 */
final class ValueWalker {
  /**
   * The type of a text that stands in the string table of a profiles request; bits are its index.
   */
  static final byte TEXT_REFERENCE = 8;

  /** No reference. */
  static final int NONE = -1;

  private final ProtoReader in;

  /**
   * Whether references into a string table are read (OTLP 1.10, profiles only). Elsewhere they are
   * unknown fields.
   */
  boolean references;

  /** The string table index of the key walked last, or {@link #NONE}. */
  int keyReference = NONE;

  /**
   * Set when a text is not UTF-8 or a field that must be alone came twice: the bytes want
   * rewriting.
   */
  boolean odd;

  /** Set when a reference stood where there is no table that it could point to. */
  boolean stray;

  /** Set when a field was skipped because nobody here knows it. */
  boolean unknown;

  byte type;
  long bits;

  ValueWalker(ProtoReader in) {
    this.in = in;
  }

  static long slice(int offset, int length) {
    return ((long) offset << 32) | length;
  }

  /** Reads a text field's slice and checks that it is UTF-8. */
  long text(int limit) throws MalformedOtlpException {
    int length = in.length(limit);
    int offset = in.position;
    in.position = offset + length;
    if (!Utf8Check.isWellFormed(in.bytes, offset, length)) {
      odd = true;
    }
    return slice(offset, length);
  }

  /**
   * Walks an {@code AnyValue} that ends at {@code limit}; its type and bits are then in the fields.
   */
  void value(int limit, int depth) throws MalformedOtlpException {
    in.checkDepth(depth);
    byte seen = ValueType.EMPTY;
    long seenBits = 0;
    boolean first = true;
    while (in.position < limit) {
      int tag = in.tag(limit);
      int field = tag >>> 3;
      if (field > ValueType.BYTES && !(references && field == TEXT_REFERENCE)) {
        unknown = true;
        stray |= field == TEXT_REFERENCE;
        in.skip(tag, limit, depth);
        continue;
      }
      if (!first) {
        odd = true;
      }
      first = false;
      seen = (byte) field;
      seenBits = field(tag, limit, depth);
    }
    type = seen;
    bits = seenBits;
  }

  private long field(int tag, int limit, int depth) throws MalformedOtlpException {
    switch (tag >>> 3) {
      case ValueType.TEXT -> {
        in.expect(tag, ProtoReader.LENGTH, "string_value");
        return text(limit);
      }
      case ValueType.BOOL -> {
        in.expect(tag, ProtoReader.VARINT, "bool_value");
        return in.varint(limit) == 0 ? 0 : 1;
      }
      case ValueType.INT -> {
        in.expect(tag, ProtoReader.VARINT, "int_value");
        return in.varint(limit);
      }
      case ValueType.REAL -> {
        in.expect(tag, ProtoReader.FIXED64, "double_value");
        return in.fixed64(limit);
      }
      case ValueType.ARRAY -> {
        in.expect(tag, ProtoReader.LENGTH, "array_value");
        int length = in.length(limit);
        int offset = in.position;
        array(offset + length, depth + 1);
        return slice(offset, length);
      }
      case ValueType.KEY_VALUES -> {
        in.expect(tag, ProtoReader.LENGTH, "kvlist_value");
        int length = in.length(limit);
        int offset = in.position;
        keyValues(offset + length, depth + 1);
        return slice(offset, length);
      }
      case TEXT_REFERENCE -> {
        in.expect(tag, ProtoReader.VARINT, "string_value_strindex");
        return in.varint(limit);
      }
      default -> {
        in.expect(tag, ProtoReader.LENGTH, "bytes_value");
        int length = in.length(limit);
        int offset = in.position;
        in.position = offset + length;
        return slice(offset, length);
      }
    }
  }

  private void array(int limit, int depth) throws MalformedOtlpException {
    in.checkDepth(depth);
    while (in.position < limit) {
      int tag = in.tag(limit);
      if (tag >>> 3 == 1) {
        in.expect(tag, ProtoReader.LENGTH, "array_value.values");
        int length = in.length(limit);
        value(in.position + length, depth + 1);
      } else {
        in.skip(tag, limit, depth);
      }
    }
  }

  private void keyValues(int limit, int depth) throws MalformedOtlpException {
    in.checkDepth(depth);
    while (in.position < limit) {
      int tag = in.tag(limit);
      if (tag >>> 3 == 1) {
        in.expect(tag, ProtoReader.LENGTH, "kvlist_value.values");
        int length = in.length(limit);
        keyValue(in.position + length, depth + 1);
      } else {
        in.skip(tag, limit, depth);
      }
    }
  }

  /** Walks a {@code KeyValue}; answers with the slice of its key, its value is in the fields. */
  long keyValue(int limit, int depth) throws MalformedOtlpException {
    long key = 0;
    int reference = NONE;
    boolean valued = false;
    byte seen = ValueType.EMPTY;
    long seenBits = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          in.expect(tag, ProtoReader.LENGTH, "key");
          key = text(limit);
        }
        case 2 -> {
          in.expect(tag, ProtoReader.LENGTH, "value");
          odd |= valued;
          valued = true;
          int length = in.length(limit);
          value(in.position + length, depth + 1);
          seen = type;
          seenBits = bits;
        }
        case 3 -> {
          if (references) {
            in.expect(tag, ProtoReader.VARINT, "key_strindex");
            reference = (int) in.varint(limit);
          } else {
            unknown = true;
            stray = true;
            in.skip(tag, limit, depth);
          }
        }
        default -> {
          unknown = true;
          in.skip(tag, limit, depth);
        }
      }
    }
    type = seen;
    bits = seenBits;
    keyReference = reference;
    return key;
  }
}
