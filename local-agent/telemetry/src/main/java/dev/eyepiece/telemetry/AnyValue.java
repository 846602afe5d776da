package dev.eyepiece.telemetry;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of an attribute or a log body: OTLP's {@code opentelemetry.proto.common.v1.AnyValue}.
 * Every kind is legal in an attribute since OTLP 1.9.
 */
public sealed interface AnyValue {

  /** A value that is present but holds nothing. */
  enum Empty implements AnyValue {
    INSTANCE
  }

  record Text(Utf8 value) implements AnyValue {
    public static Text of(String value) {
      return new Text(Utf8.of(value));
    }
  }

  record Bool(boolean value) implements AnyValue {}

  record Int(long value) implements AnyValue {}

  /** Equality is by bits, so NaN equals NaN and 0.0 differs from -0.0. */
  record Real(double value) implements AnyValue {}

  /** Opaque bytes; the array belongs to the value and must not be changed. */
  final class Bytes implements AnyValue {
    private final byte[] value;

    public Bytes(byte[] value) {
      this.value = value;
    }

    public byte[] value() {
      return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return "Bytes[" + value.length + " bytes]";
    }
  }

  record Array(List<AnyValue> values) implements AnyValue {}

  record KeyValues(Attributes values) implements AnyValue {}
}
