package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import dev.eyepiece.telemetry.WireFields;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Puts spans together again from the columns of a window, as encoded messages. Field numbers are
 * those of trace.proto and common.proto. For one thread.
 */
final class SpanAssembler {
  private static final String FIXED =
      "trace_hi, trace_lo, span_id, parent_id, name, kind, start_ns, end_ns, status,"
          + " status_message, flags, resource, scope, shape, rest, tail";
  private static final int FIXED_COUNT = 16;

  private final ByteSink span = new ByteSink();
  private final ByteSink part = new ByteSink();
  private final ByteSink value = new ByteSink();
  private final WireFields fields = new WireFields();
  private final Headers headers = new Headers();

  /** What has to be selected. */
  static String columns(Source.Sealed source) {
    StringBuilder sql = new StringBuilder(FIXED);
    for (int i = 0; i < source.columns(); i++) {
      sql.append(", ").append(SpanSchema.attribute(i));
    }
    return sql.toString();
  }

  /** A span of a result's row, whose columns start at a number. */
  SpanRecord span(Source.Sealed source, ResultSet row, int first)
      throws SQLException, StoreException {
    encode(source.dictionary(), row, first);
    return headers.span(
        source.dictionary().resourceHeader(row.getInt(first + 11)),
        source.dictionary().scopeHeader(row.getInt(first + 12)),
        span);
  }

  /** The encoded {@code Span} of a row. */
  ByteSink encode(DictionaryView dictionary, ResultSet row, int first) throws SQLException {
    span.clear();
    span.lengthField(1, 16);
    span.bigEndian(row.getLong(first));
    span.bigEndian(row.getLong(first + 1));
    span.lengthField(2, 8);
    span.bigEndian(row.getLong(first + 2));
    long parent = row.getLong(first + 3);
    if (parent != 0) {
      span.lengthField(4, 8);
      span.bigEndian(parent);
    }
    text(span, 5, row.getString(first + 4));
    span.varintField(6, row.getInt(first + 5));
    span.fixed64Field(7, row.getLong(first + 6));
    span.fixed64Field(8, row.getLong(first + 7));
    int shape = row.getInt(first + 13);
    byte[] tail = row.getBytes(first + 15);
    byte[] raw = tail == null ? new byte[0] : tail;
    if (shape == Shape.FREE) {
      span.put(raw, 0, raw.length);
    } else {
      attributes(dictionary, dictionary.shapes().get(shape - 1), row, first, raw);
      status(row.getInt(first + 8), row.getString(first + 9));
    }
    span.fixed32Field(16, row.getInt(first + 10));
    return span;
  }

  private static void text(ByteSink into, int field, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    into.bytesField(field, utf8, 0, utf8.length);
  }

  private void status(int code, @org.jspecify.annotations.Nullable String message) {
    if (code != 0 || message != null) {
      part.clear();
      if (message != null) {
        text(part, 2, message);
      }
      part.varintField(3, code);
      span.bytesField(15, part.bytes, 0, part.length);
    }
  }

  /** Writes attributes in the order of the shape, then what else the tail holds. */
  private void attributes(
      DictionaryView dictionary, Shape shape, ResultSet row, int first, byte[] tail)
      throws SQLException {
    String rest = row.getString(first + 14);
    String[] others = rest == null ? new String[0] : rest.split("" + Shape.SEPARATOR, -1);
    fields.over(tail, 0, tail.length);
    boolean more = fields.next();
    for (int i = 0; i < shape.types().length; i++) {
      byte type = shape.types()[i];
      if (Shape.isRaw(type)) {
        while (more && fields.field() != Tails.ATTRIBUTES) {
          more = fields.next();
        }
        span.put(tail, fields.start(), fields.end() - fields.start());
        more = fields.next();
      } else {
        value.clear();
        int place = shape.places()[i];
        if (place >= 0) {
          cell(dictionary.columns().get(place).type(), row, first + FIXED_COUNT + place);
        } else {
          other(type, others[-1 - place]);
        }
        attribute(shape.keys().get(i));
      }
    }
    fields.over(tail, 0, tail.length);
    while (fields.next()) {
      if (fields.field() != Tails.ATTRIBUTES) {
        span.put(tail, fields.start(), fields.end() - fields.start());
      }
    }
  }

  private void attribute(Utf8 key) {
    part.clear();
    byte[] utf8 = key.toBytes();
    part.bytesField(1, utf8, 0, utf8.length);
    part.bytesField(2, value.bytes, 0, value.length);
    span.bytesField(Tails.ATTRIBUTES, part.bytes, 0, part.length);
  }

  private void cell(byte type, ResultSet row, int column) throws SQLException {
    switch (type) {
      case ValueType.INT -> value.varintField(ValueType.INT, row.getLong(column));
      case ValueType.REAL ->
          value.fixed64Field(ValueType.REAL, Double.doubleToRawLongBits(row.getDouble(column)));
      case ValueType.BOOL -> value.varintField(ValueType.BOOL, row.getBoolean(column) ? 1 : 0);
      default -> text(value, ValueType.TEXT, row.getString(column));
    }
  }

  private void other(byte type, String text) {
    switch (type) {
      case ValueType.EMPTY -> {}
      case ValueType.INT -> value.varintField(ValueType.INT, Long.parseLong(text));
      case ValueType.REAL ->
          value.fixed64Field(ValueType.REAL, Double.doubleToRawLongBits(Double.parseDouble(text)));
      case ValueType.BOOL -> value.varintField(ValueType.BOOL, text.equals("true") ? 1 : 0);
      default -> text(value, ValueType.TEXT, text);
    }
  }
}
