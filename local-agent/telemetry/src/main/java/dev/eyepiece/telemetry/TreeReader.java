package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes encoded OTLP messages into trees. Malformed bytes are refused; text that is not UTF-8 and
 * fields that came twice are noted in {@link #odd}, for bytes that no walker has been over. For one
 * thread.
 */
final class TreeReader {
  private final ProtoReader in = new ProtoReader();
  private final ValueWalker values = new ValueWalker(in);

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
          entities.add(
              new AnyValue.Bytes(Arrays.copyOfRange(in.bytes, in.position, in.position + length)));
          in.position += length;
        }
        default -> in.skip(tag, limit, 3);
      }
    }
    return new Resource(attributes, dropped, List.copyOf(entities), schemaUrl);
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

  Span span(int offset, int limit) throws MalformedOtlpException {
    in.position = offset;
    Span span = new Span();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          byte[] id = opaque(tag, limit, 16, "trace_id");
          span.setTraceId(bigEndian(id, 0), bigEndian(id, 8));
        }
        case 2 -> span.setSpanId(bigEndian(opaque(tag, limit, 8, "span_id"), 0));
        case 3 -> span.setTraceState(text(tag, limit, "trace_state"));
        case 4 -> span.setParentSpanId(bigEndian(opaque(tag, limit, 8, "parent_span_id"), 0));
        case 5 -> span.setName(text(tag, limit, "name"));
        case 6 -> span.setKind((int) number(tag, limit, "kind"));
        case 7 -> span.setStartUnixNano(fixed64(tag, limit, "start_time_unix_nano"));
        case 8 -> span.setEndUnixNano(fixed64(tag, limit, "end_time_unix_nano"));
        case 9 -> attribute(tag, limit, span.attributes());
        case 10 -> span.setDroppedAttributesCount((int) number(tag, limit, "dropped"));
        case 11 -> span.events().add(event(messageEnd(tag, limit, "events")));
        case 12 -> span.setDroppedEventsCount((int) number(tag, limit, "dropped"));
        case 13 -> span.links().add(link(messageEnd(tag, limit, "links")));
        case 14 -> span.setDroppedLinksCount((int) number(tag, limit, "dropped"));
        case 15 -> status(span, messageEnd(tag, limit, "status"));
        case 16 -> {
          in.expect(tag, ProtoReader.FIXED32, "flags");
          span.setFlags(in.fixed32(limit));
        }
        default -> in.skip(tag, limit, 4);
      }
    }
    return span;
  }

  private void status(Span span, int limit) throws MalformedOtlpException {
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 2 -> span.setStatusMessage(text(tag, limit, "status.message"));
        case 3 -> span.setStatusCode((int) number(tag, limit, "status.code"));
        default -> in.skip(tag, limit, 5);
      }
    }
  }

  SpanEvent event(int limit) throws MalformedOtlpException {
    long time = 0;
    Utf8 name = Utf8.EMPTY;
    Attributes attributes = new Attributes();
    int dropped = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> time = fixed64(tag, limit, "event.time_unix_nano");
        case 2 -> name = text(tag, limit, "event.name");
        case 3 -> attribute(tag, limit, attributes);
        case 4 -> dropped = (int) number(tag, limit, "event.dropped_attributes_count");
        default -> in.skip(tag, limit, 5);
      }
    }
    return new SpanEvent(time, name, attributes, dropped);
  }

  SpanLink link(int limit) throws MalformedOtlpException {
    byte[] trace = new byte[16];
    long spanId = 0;
    Utf8 state = Utf8.EMPTY;
    Attributes attributes = new Attributes();
    int dropped = 0;
    int flags = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> trace = opaque(tag, limit, 16, "link.trace_id");
        case 2 -> spanId = bigEndian(opaque(tag, limit, 8, "link.span_id"), 0);
        case 3 -> state = text(tag, limit, "link.trace_state");
        case 4 -> attribute(tag, limit, attributes);
        case 5 -> dropped = (int) number(tag, limit, "link.dropped_attributes_count");
        case 6 -> {
          in.expect(tag, ProtoReader.FIXED32, "link.flags");
          flags = in.fixed32(limit);
        }
        default -> in.skip(tag, limit, 5);
      }
    }
    return new SpanLink(
        bigEndian(trace, 0), bigEndian(trace, 8), spanId, state, attributes, dropped, flags);
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

  private void attribute(int tag, int limit, Attributes into) throws MalformedOtlpException {
    int end = messageEnd(tag, limit, "attributes");
    long key = values.keyValue(end, 4);
    into.add(utf8(key), value(values.type, values.bits));
  }

  /** The value that a walk found, as a tree. */
  AnyValue value(byte type, long bits) throws MalformedOtlpException {
    int offset = SpanBatch.sliceOffset(bits);
    int length = SpanBatch.sliceLength(bits);
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
      default -> AnyValue.Empty.INSTANCE;
    };
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

  private int messageEnd(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.LENGTH, field);
    int length = in.length(limit);
    return in.position + length;
  }

  private Utf8 text(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.LENGTH, field);
    return utf8(values.text(limit));
  }

  private Utf8 utf8(long slice) {
    return Utf8.copyOf(in.bytes, SpanBatch.sliceOffset(slice), SpanBatch.sliceLength(slice));
  }

  private long number(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.VARINT, field);
    return in.varint(limit);
  }

  private long fixed64(int tag, int limit, String field) throws MalformedOtlpException {
    in.expect(tag, ProtoReader.FIXED64, field);
    return in.fixed64(limit);
  }

  /** An id; one of a wrong length reads as zero, which validation refuses. */
  private byte[] opaque(int tag, int limit, int size, String field) throws MalformedOtlpException {
    int end = messageEnd(tag, limit, field);
    byte[] id =
        end - in.position == size ? Arrays.copyOfRange(in.bytes, in.position, end) : new byte[size];
    in.position = end;
    return id;
  }

  private static long bigEndian(byte[] bytes, int offset) {
    return Long.reverseBytes((long) LittleEndian.LONG.get(bytes, offset));
  }
}
