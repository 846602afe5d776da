package dev.eyepiece.ottl.value;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.nio.ByteBuffer;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What functions expect of their arguments. The strict ones take their own kind alone; the "like"
 * ones convert, and answer {@code null} for nil.
 */
public final class Coerce {
  private Coerce() {}

  private static OttlException expected(String kind, @Nullable Object value) {
    return new MismatchException("expected " + kind + ", found " + Values.type(value));
  }

  public static Utf8 text(@Nullable Object value) {
    if (value instanceof AnyValue.Text text) {
      return text.value();
    }
    throw expected("text", value);
  }

  public static Long integer(@Nullable Object value) {
    if (value instanceof AnyValue.Int number) {
      return number.value();
    }
    throw expected("an int", value);
  }

  public static Double real(@Nullable Object value) {
    if (value instanceof AnyValue.Real real) {
      return real.value();
    }
    throw expected("a double", value);
  }

  public static Boolean bool(@Nullable Object value) {
    if (value instanceof AnyValue.Bool bool) {
      return bool.value();
    }
    throw expected("a bool", value);
  }

  public static ZonedDateTime time(@Nullable Object value) {
    if (value instanceof ZonedDateTime time) {
      return time;
    }
    throw expected("a time", value);
  }

  public static DurationValue duration(@Nullable Object value) {
    if (value instanceof DurationValue duration) {
      return duration;
    }
    throw expected("a duration", value);
  }

  /** The live map. */
  public static Attributes map(@Nullable Object value) {
    if (value instanceof Attributes map) {
      return map;
    }
    throw expected("a map", value);
  }

  /** A telemetry list: the live one, or a new one of a converter's or a literal list. */
  public static List<AnyValue> list(@Nullable Object value) {
    if (value instanceof AnyValue.Array array) {
      return array.values();
    }
    if (value instanceof ListValue list && list.kind() != ListValue.Kind.TIME) {
      List<AnyValue> items = new ArrayList<>(list.items().size());
      for (Object item : list.items()) {
        items.add(Values.fromRaw(item));
      }
      return items;
    }
    throw expected("a list", value);
  }

  public static @Nullable Utf8 textLike(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case AnyValue.Text text -> text.value();
      case AnyValue.Bytes bytes -> Utf8.of(HexFormat.of().formatHex(bytes.value()));
      // The numbers of a record, when there are none, are no list in the reference.
      case ListValue list when list.isNumbers() && list.items().isEmpty() -> Utf8.of("null");
      default -> Utf8.of(Json.write(value));
    };
  }

  public static @Nullable Double realLike(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case AnyValue.Real real -> real.value();
      case AnyValue.Int number -> (double) number.value();
      case AnyValue.Text text -> Numbers.parseDouble(text.value().toString());
      case AnyValue.Bool bool -> bool.value() ? 1.0 : 0.0;
      default -> throw expected("a number, text or a bool", value);
    };
  }

  public static @Nullable Long integerLike(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case AnyValue.Int number -> number.value();
      case AnyValue.Real real -> Numbers.toLong(real.value());
      case AnyValue.Text text -> Numbers.parseInt(text.value().toString(), 10);
      case AnyValue.Bool bool -> bool.value() ? 1L : 0L;
      default -> throw expected("a number, text or a bool", value);
    };
  }

  public static @Nullable Boolean boolLike(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case AnyValue.Bool bool -> bool.value();
      case AnyValue.Int number -> number.value() != 0;
      case AnyValue.Real real -> real.value() != 0;
      case AnyValue.Text text -> Numbers.parseBool(text.value().toString());
      default -> throw expected("a bool, a number or text", value);
    };
  }

  /** Bytes of text, eight of a number (big-endian), one of a bool. */
  public static byte @Nullable [] bytesLike(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case AnyValue.Bytes bytes -> bytes.value();
      case AnyValue.Text text -> text.value().toBytes();
      case AnyValue.Int number -> ByteBuffer.allocate(8).putLong(number.value()).array();
      case AnyValue.Real real -> ByteBuffer.allocate(8).putDouble(real.value()).array();
      case AnyValue.Bool bool -> new byte[] {(byte) (bool.value() ? 1 : 0)};
      default -> throw expected("bytes, text, a number or a bool", value);
    };
  }
}
