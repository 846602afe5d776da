package dev.eyepiece.store;

import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import dev.eyepiece.telemetry.WireFields;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts records together again from the columns of a window, as encoded messages. For one thread.
 *
 * @param <R> the record with what it belongs to
 */
abstract class RecordAssembler<R> {
  private static final byte[] NOTHING = new byte[0];

  private final SignalTable table;
  private final Map<String, Integer> places = new HashMap<>();
  private final int fixedCount;
  private final ByteSink part = new ByteSink();
  private final ByteSink value = new ByteSink();
  private final WireFields fields = new WireFields();

  /** The encoded record. */
  final ByteSink record = new ByteSink();

  final Headers headers = new Headers();
  private final int resource;
  private final int scope;
  private final int shape;
  private final int rest;
  private final int tail;

  RecordAssembler(SignalTable table) {
    this.table = table;
    table.fixed().forEach(column -> places.put(column.name(), places.size()));
    fixedCount = places.size();
    resource = place("resource");
    scope = place("scope");
    shape = place("shape");
    rest = place("rest");
    tail = place("tail");
  }

  /** Where a column lies, counted from the first. */
  final int place(String column) {
    Integer found = places.get(column);
    if (found == null) {
      throw new IllegalStateException(table.table() + " has no column " + column);
    }
    return found;
  }

  /** What has to be selected. */
  final String columns(Source source) {
    return table.columns(source.columns());
  }

  /** The record of a result's row, whose columns start at a number. */
  final R read(Source source, ResultSet row, int first) throws SQLException, StoreException {
    encode(source.dictionary(), row, first);
    return read(
        source.dictionary().resourceHeader(row.getInt(first + resource)),
        source.dictionary().scopeHeader(row.getInt(first + scope)),
        record);
  }

  abstract R read(byte[] resourceHeader, byte[] scopeHeader, ByteSink encoded)
      throws StoreException;

  /** The encoded message of a row. */
  abstract ByteSink encode(DictionaryView dictionary, ResultSet row, int first) throws SQLException;

  final void text(int field, @Nullable String text) {
    if (text != null) {
      text(record, field, text);
    }
  }

  private static void text(ByteSink into, int field, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    into.bytesField(field, utf8, 0, utf8.length);
  }

  /** An id of 16 bytes, unless it is zero. */
  final void traceId(int field, long high, long low) {
    if ((high | low) != 0) {
      record.lengthField(field, 16);
      record.bigEndian(high);
      record.bigEndian(low);
    }
  }

  /** An id of 8 bytes, unless it is zero. */
  final void spanId(int field, long id) {
    if (id != 0) {
      record.lengthField(field, 8);
      record.bigEndian(id);
    }
  }

  final boolean isFree(ResultSet row, int first) throws SQLException {
    return row.getInt(first + shape) == Shape.FREE;
  }

  /** The tail of a row, empty when it has none. */
  final byte[] tail(ResultSet row, int first) throws SQLException {
    byte[] bytes = row.getBytes(first + tail);
    return bytes == null ? NOTHING : bytes;
  }

  /** Writes attributes in the order of the shape, then what else the tail holds. */
  final void attributes(DictionaryView dictionary, ResultSet row, int first, int attributes)
      throws SQLException {
    byte[] raw = tail(row, first);
    if (isFree(row, first)) {
      record.put(raw, 0, raw.length);
      return;
    }
    Shape of = dictionary.shapes().get(row.getInt(first + shape) - 1);
    String texts = row.getString(first + rest);
    String[] others = texts == null ? new String[0] : texts.split("" + Shape.SEPARATOR, -1);
    fields.over(raw, 0, raw.length);
    boolean more = fields.next();
    for (int i = 0; i < of.types().length; i++) {
      byte type = of.types()[i];
      if (Shape.isRaw(type)) {
        while (more && fields.field() != attributes) {
          more = fields.next();
        }
        record.put(raw, fields.start(), fields.end() - fields.start());
        more = fields.next();
      } else {
        value.clear();
        int place = of.places()[i];
        if (place >= 0) {
          cell(dictionary.columns().get(place).type(), row, first + fixedCount + place);
        } else {
          other(type, others[-1 - place]);
        }
        attribute(attributes, of.keys().get(i));
      }
    }
    fields.over(raw, 0, raw.length);
    while (fields.next()) {
      if (fields.field() != attributes) {
        record.put(raw, fields.start(), fields.end() - fields.start());
      }
    }
  }

  private void attribute(int field, Utf8 key) {
    part.clear();
    byte[] utf8 = key.toBytes();
    part.bytesField(1, utf8, 0, utf8.length);
    part.bytesField(2, value.bytes, 0, value.length);
    record.bytesField(field, part.bytes, 0, part.length);
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
