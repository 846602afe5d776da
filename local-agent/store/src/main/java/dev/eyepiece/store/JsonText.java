package dev.eyepiece.store;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Attribute values as text to search in: scalars as people write them, the rest as JSON. For one
 * thread.
 */
final class JsonText extends ByteSink {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** A JSON string of UTF-8 bytes. */
  void quoted(byte[] source, int offset, int count) {
    ensure(count * 6 + 2);
    bytes[length++] = '"';
    for (int i = offset; i < offset + count; i++) {
      byte b = source[i];
      if (b == '"' || b == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = b;
      } else if (b >= 0 && b < 0x20) {
        control(b);
      } else {
        bytes[length++] = b;
      }
    }
    bytes[length++] = '"';
  }

  private void control(byte b) {
    byte[] head = {'\\', 'u', '0', '0', HEX[b >> 4], HEX[b & 15]};
    System.arraycopy(head, 0, bytes, length, 6);
    length += 6;
  }

  void quoted(Utf8 text) {
    byte[] utf8 = text.toBytes();
    quoted(utf8, 0, utf8.length);
  }

  /** An attribute's value as JSON. */
  void value(RecordBatch batch, int attribute) {
    long bits = batch.attributeBits(attribute);
    switch (batch.attributeType(attribute)) {
      case ValueType.TEXT ->
          quoted(batch.bytes(), RecordBatch.sliceOffset(bits), RecordBatch.sliceLength(bits));
      case ValueType.BOOL, ValueType.INT, ValueType.REAL -> scalar(batch, attribute);
      case ValueType.EMPTY -> put("null");
      default -> value(batch.attributeValue(attribute));
    }
  }

  /** An attribute's value as plain text. */
  void text(RecordBatch batch, int attribute) {
    long bits = batch.attributeBits(attribute);
    switch (batch.attributeType(attribute)) {
      case ValueType.TEXT ->
          put(batch.bytes(), RecordBatch.sliceOffset(bits), RecordBatch.sliceLength(bits));
      case ValueType.BOOL, ValueType.INT -> scalar(batch, attribute);
      case ValueType.REAL -> put(RealText.of(Double.longBitsToDouble(bits)));
      case ValueType.EMPTY -> {}
      default -> value(batch.attributeValue(attribute));
    }
  }

  private void scalar(RecordBatch batch, int attribute) {
    long bits = batch.attributeBits(attribute);
    switch (batch.attributeType(attribute)) {
      case ValueType.BOOL -> put(bits != 0 ? "true" : "false");
      case ValueType.INT -> decimal(bits);
      default -> real(Double.longBitsToDouble(bits));
    }
  }

  private void real(double value) {
    put(Double.isFinite(value) ? Double.toString(value) : "\"" + value + "\"");
  }

  void attributes(Attributes attributes) {
    put('{');
    for (int i = 0; i < attributes.size(); i++) {
      if (i > 0) {
        put(',');
      }
      quoted(attributes.key(i));
      put(':');
      value(attributes.value(i));
    }
    put('}');
  }

  /** A value as plain text. */
  void text(AnyValue value) {
    switch (value) {
      case AnyValue.Text text -> put(text.value().toString());
      case AnyValue.Real real -> put(RealText.of(real.value()));
      case AnyValue.Empty _ -> {}
      default -> value(value);
    }
  }

  private void value(AnyValue value) {
    switch (value) {
      case AnyValue.Empty empty -> put("null");
      case AnyValue.Text text -> quoted(text.value());
      case AnyValue.Bool bool -> put(bool.value() ? "true" : "false");
      case AnyValue.Int number -> put(Long.toString(number.value()));
      case AnyValue.Real real -> real(real.value());
      case AnyValue.Bytes raw -> put("\"" + Base64.getEncoder().encodeToString(raw.value()) + "\"");
      case AnyValue.Array array -> {
        put('[');
        for (int i = 0; i < array.values().size(); i++) {
          if (i > 0) {
            put(',');
          }
          value(array.values().get(i));
        }
        put(']');
      }
      case AnyValue.KeyValues map -> attributes(map.values());
    }
  }
}
