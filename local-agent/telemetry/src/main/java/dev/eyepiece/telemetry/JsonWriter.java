package dev.eyepiece.telemetry;

import dev.eyepiece.telemetry.MessageSchema.Field;
import dev.eyepiece.telemetry.MessageSchema.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes encoded messages as JSON by their schema. The bytes hold well-formed UTF-8, and no message
 * twice where one is meant. For one thread.
 */
final class JsonWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(4 * ProtoReader.MAX_DEPTH).build())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private final ProtoReader in = new ProtoReader();
  private final JsonGenerator out;

  /** Tag and position of each field of the messages that are being written, innermost last. */
  private int[] marks = new int[256];

  private int marked;

  private JsonWriter(byte[] bytes, JsonGenerator out) {
    in.bytes = bytes;
    this.out = out;
  }

  static void write(MessageSchema schema, byte[] bytes, OutputStream target)
      throws MalformedOtlpException, IOException {
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), target)) {
      new JsonWriter(bytes, generator).message(schema, 0, bytes.length, 0);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  private void message(MessageSchema schema, int from, int limit, int depth)
      throws MalformedOtlpException {
    in.checkDepth(depth);
    int first = marked;
    in.position = from;
    while (in.position < limit) {
      int tag = in.tag(limit);
      mark(tag, in.position);
      in.skip(tag, limit, depth);
    }
    int last = marked;
    out.writeStartObject();
    for (Field field : schema.fields()) {
      field(field, first, last, limit, depth);
    }
    out.writeEndObject();
    marked = first;
  }

  private void mark(int tag, int position) {
    if (marked == marks.length) {
      marks = Arrays.copyOf(marks, marked * 2);
    }
    marks[marked++] = tag;
    marks[marked++] = position;
  }

  private void field(Field field, int first, int last, int limit, int depth)
      throws MalformedOtlpException {
    int found = -1;
    for (int mark = first; mark < last; mark += 2) {
      if (marks[mark] >>> 3 != field.number() || !isRight(field, marks[mark] & 7)) {
        continue;
      }
      if (field.repeated() && found < 0) {
        out.writeName(field.json());
        out.writeStartArray();
      }
      found = mark;
      if (field.repeated()) {
        values(field, marks[mark] & 7, marks[mark + 1], limit, depth);
      }
    }
    if (found >= 0 && field.repeated()) {
      out.writeEndArray();
    } else if (found >= 0) {
      single(field, marks[found + 1], limit, depth);
    }
  }

  private static boolean isRight(Field field, int wireType) {
    return wireType == field.kind().wireType
        || (field.repeated() && wireType == ProtoReader.LENGTH);
  }

  /** Writes one field of many, which may be packed. */
  private void values(Field field, int wireType, int position, int limit, int depth)
      throws MalformedOtlpException {
    in.position = position;
    if (wireType == field.kind().wireType) {
      value(field, limit, depth);
      return;
    }
    int length = in.length(limit);
    int end = in.position + length;
    while (in.position < end) {
      value(field, end, depth);
    }
  }

  private void single(Field field, int position, int limit, int depth)
      throws MalformedOtlpException {
    in.position = position;
    if (field.kind() == Kind.ID && in.length(limit) == 0) {
      return;
    }
    in.position = position;
    out.writeName(field.json());
    value(field, limit, depth);
  }

  private void value(Field field, int limit, int depth) throws MalformedOtlpException {
    switch (field.kind()) {
      case TEXT, BYTES, ID, MESSAGE -> {
        int length = in.length(limit);
        content(field, in.position, length, depth);
      }
      case BOOL -> out.writeBoolean(in.varint(limit) != 0);
      case INT32, ENUM -> out.writeNumber((int) in.varint(limit));
      case UINT32 -> out.writeNumber(Integer.toUnsignedLong((int) in.varint(limit)));
      case SINT32 -> {
        int coded = (int) in.varint(limit);
        out.writeNumber((coded >>> 1) ^ -(coded & 1));
      }
      case FIXED32 -> out.writeNumber(Integer.toUnsignedLong(in.fixed32(limit)));
      case INT64 -> out.writeString(Long.toString(in.varint(limit)));
      case UINT64 -> out.writeString(Long.toUnsignedString(in.varint(limit)));
      case SFIXED64 -> out.writeString(Long.toString(in.fixed64(limit)));
      case FIXED64 -> out.writeString(Long.toUnsignedString(in.fixed64(limit)));
      case DOUBLE -> {
        double real = Double.longBitsToDouble(in.fixed64(limit));
        if (Double.isFinite(real)) {
          out.writeNumber(real);
        } else {
          out.writeString(Double.toString(real));
        }
      }
    }
  }

  private void content(Field field, int offset, int length, int depth)
      throws MalformedOtlpException {
    switch (field.kind()) {
      case MESSAGE -> message(field.inner(), offset, offset + length, depth + 1);
      case TEXT -> out.writeUTF8String(in.bytes, offset, length);
      case ID -> out.writeString(HexFormat.of().formatHex(in.bytes, offset, offset + length));
      default -> {
        byte[] opaque = Arrays.copyOfRange(in.bytes, offset, offset + length);
        out.writeString(Base64.getEncoder().encodeToString(opaque));
      }
    }
    in.position = offset + length;
  }
}
