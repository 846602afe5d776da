package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes what all signals share into trees. Malformed bytes are refused; text that is not UTF-8
 * and fields that came twice are noted in {@link #odd}, for bytes that no walker has been over. For
 * one thread.
 */
class TreeReader {
  final ProtoReader in = new ProtoReader();
  final ValueWalker values = new ValueWalker(in);

  /** Where references into a string table point; read only when the walker follows them. */
  List<Utf8> strings = List.of();

  TreeReader(byte[] bytes) {
    in.bytes = bytes;
  }

  boolean odd() {
    return values.odd;
  }

  Resource resource(int limit, Utf8 schemaUrl) throws MalformedOtlpException {
    Attributes attributes = new Attributes();
    List<AnyValue.Bytes> entities = new ArrayList<>(0);
    int dropped = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> attribute(tag, limit, attributes);
        case 2 -> {
          in.expect(tag, ProtoReader.VARINT, "resource.dropped_attributes_count");
          dropped = (int) in.varint(limit);
        }
        case 3 -> {
          in.expect(tag, ProtoReader.LENGTH, "resource.entity_refs");
          int length = in.length(limit);
          int offset = in.position;
          entityRef(offset + length);
          entities.add(new AnyValue.Bytes(Arrays.copyOfRange(in.bytes, offset, offset + length)));
        }
        default -> in.skip(tag, limit, 3);
      }
    }
    return new Resource(attributes, dropped, List.copyOf(entities), schemaUrl);
  }

  private void entityRef(int limit) throws MalformedOtlpException {
    while (in.position < limit) {
      int tag = in.tag(limit);
      if (tag >>> 3 <= 4) {
        in.expect(tag, ProtoReader.LENGTH, "entity_ref");
        values.text(limit);
      } else {
        in.skip(tag, limit, 4);
      }
    }
  }

  Scope scope(int limit, Utf8 schemaUrl) throws MalformedOtlpException {
    Utf8 name = Utf8.EMPTY;
    Utf8 version = Utf8.EMPTY;
    Attributes attributes = new Attributes();
    int dropped = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> name = text(tag, limit, "scope.name");
        case 2 -> version = text(tag, limit, "scope.version");
        case 3 -> attribute(tag, limit, attributes);
        case 4 -> {
          in.expect(tag, ProtoReader.VARINT, "scope.dropped_attributes_count");
          dropped = (int) in.varint(limit);
        }
        default -> in.skip(tag, limit, 4);
      }
    }
    return new Scope(name, version, attributes, dropped, schemaUrl);
  }

  /**
   * Reads repeated {@code KeyValue} fields of the given number until the limit; other fields are
   * skipped.
   */
  Attributes attributes(int limit, int field) throws MalformedOtlpException {
    Attributes attributes = new Attributes();
    while (in.position < limit) {
      int tag = in.tag(limit);
      if (tag >>> 3 == field) {
        attribute(tag, limit, attributes);
      } else {
        in.skip(tag, limit, 1);
      }
    }
    return attributes;
  }

  final void attribute(int tag, int limit, Attributes into) throws MalformedOtlpException {
    int end = messageEnd(tag, limit, "attributes");
    long key = values.keyValue(end, 4);
    int reference = values.keyReference;
    Utf8 name =
        RecordBatch.sliceLength(key) == 0 && reference != ValueWalker.NONE
            ? string(reference)
            : SharedKeys.of(in.bytes, RecordBatch.sliceOffset(key), RecordBatch.sliceLength(key));
    into.add(name, value(values.type, values.bits));
  }

  /** The value that a walk found, as a tree. */
  AnyValue value(byte type, long bits) throws MalformedOtlpException {
    int offset = RecordBatch.sliceOffset(bits);
    int length = RecordBatch.sliceLength(bits);
    return switch (type) {
      case ValueType.TEXT -> new AnyValue.Text(Utf8.copyOf(in.bytes, offset, length));
      case ValueType.BOOL -> new AnyValue.Bool(bits != 0);
      case ValueType.INT -> new AnyValue.Int(bits);
      case ValueType.REAL -> new AnyValue.Real(Double.longBitsToDouble(bits));
      case ValueType.BYTES ->
          new AnyValue.Bytes(Arrays.copyOfRange(in.bytes, offset, offset + length));
      case ValueType.ARRAY -> {
        int after = in.position;
        in.position = offset;
        AnyValue array = array(offset + length);
        in.position = after;
        yield array;
      }
      case ValueType.KEY_VALUES -> {
        int after = in.position;
        in.position = offset;
        AnyValue map = new AnyValue.KeyValues(attributes(offset + length, 1));
        in.position = after;
        yield map;
      }
      case ValueWalker.TEXT_REFERENCE -> new AnyValue.Text(string(bits));
      default -> AnyValue.Empty.INSTANCE;
    };
  }

  private Utf8 string(long index) {
    return index < 0 || index >= strings.size() ? Utf8.EMPTY : strings.get((int) index);
  }

  /** Reads the {@code AnyValue} of a field. */
  final AnyValue anyValue(int tag, int limit, String field) throws MalformedOtlpException {
    int end = messageEnd(tag, limit, field);
    values.value(end, 4);
    return value(values.type, values.bits);
  }

  private AnyValue array(int limit) throws MalformedOtlpException {
    List<AnyValue> items = new ArrayList<>();
    while (in.position < limit) {
      int tag = in.tag(limit);
      if (tag >>> 3 == 1) {
        int end = messageEnd(tag, limit, "array_value.values");
        values.value(end, 5);
        items.add(value(values.type, values.bits));
      } else {
        in.skip(tag, limit, 5);
      }
    }
    return new AnyValue.Array(items);
  }

  final int messageEnd(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.LENGTH, field);
    int length = in.length(limit);
    return in.position + length;
  }

  final Utf8 text(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.LENGTH, field);
    return utf8(values.text(limit));
  }

  /** A field that protobuf's {@code sint32} writes. */
  final int zigzag(int tag, int limit, String field) throws MalformedOtlpException {
    int coded = (int) number(tag, limit, field);
    return (coded >>> 1) ^ -(coded & 1);
  }

  final double real(int tag, int limit, String field) throws MalformedOtlpException {
    return Double.longBitsToDouble(fixed64(tag, limit, field));
  }

  private Utf8 utf8(long slice) {
    return Utf8.copyOf(in.bytes, RecordBatch.sliceOffset(slice), SpanBatch.sliceLength(slice));
  }

  final long number(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.VARINT, field);
    return in.varint(limit);
  }

  final long fixed64(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.FIXED64, field);
    return in.fixed64(limit);
  }

  final int fixed32(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.FIXED32, field);
    return in.fixed32(limit);
  }

  /** An id; one of a wrong length reads as zero, which validation refuses. */
  final byte[] opaque(int tag, int limit, int size, String field) throws MalformedOtlpException {
    int end = messageEnd(tag, limit, field);
    byte[] id =
        end - in.position == size ? Arrays.copyOfRange(in.bytes, in.position, end) : new byte[size];
    in.position = end;
    return id;
  }

  static long bigEndian(byte[] bytes, int offset) {
    return Long.reverseBytes((long) LittleEndian.LONG.get(bytes, offset));
  }
}
