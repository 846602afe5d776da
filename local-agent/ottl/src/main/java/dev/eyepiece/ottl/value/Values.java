package dev.eyepiece.ottl.value;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values at run time. They are: {@code null} for nil; {@link AnyValue}'s Text, Bool, Int, Real,
 * Bytes and Array; {@link Attributes} for a map; {@link ListValue}; {@link ZonedDateTime}; {@link
 * DurationValue}; {@link TraceId}, {@link SpanId}, {@link ProfileId}; {@link Part}. Maps and arrays
 * are the live ones of the record, everything else is immutable.
 */
public final class Values {
  private static final AnyValue.Int[] SMALL = new AnyValue.Int[1 << 10];
  public static final AnyValue.Bool TRUE = new AnyValue.Bool(true);
  public static final AnyValue.Bool FALSE = new AnyValue.Bool(false);

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = new AnyValue.Int(i);
    }
  }

  private Values() {}

  /** Whether both are one object, as the live map or list of a record is. */
  @SuppressWarnings("ReferenceEquality") // identity is what is asked
  public static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == b;
  }

  public static AnyValue.Int of(long value) {
    return value >= 0 && value < SMALL.length ? SMALL[(int) value] : new AnyValue.Int(value);
  }

  public static AnyValue.Bool of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public static AnyValue.Real of(double value) {
    return new AnyValue.Real(value);
  }

  public static AnyValue.Text of(Utf8 value) {
    return new AnyValue.Text(value);
  }

  public static AnyValue.Text of(String value) {
    return AnyValue.Text.of(value);
  }

  /** A value of a record as a value at run time: the empty one is nil, a map its attributes. */
  public static @Nullable Object load(@Nullable AnyValue value) {
    if (value instanceof AnyValue.KeyValues map) {
      return map.values();
    }
    return value == AnyValue.Empty.INSTANCE ? null : value;
  }

  /** A copy that shares nothing which can change. */
  public static AnyValue copy(AnyValue value) {
    return switch (value) {
      case AnyValue.KeyValues map -> new AnyValue.KeyValues(copy(map.values()));
      case AnyValue.Array array -> new AnyValue.Array(copy(array.values()));
      default -> value;
    };
  }

  public static List<AnyValue> copy(List<AnyValue> values) {
    List<AnyValue> copy = new ArrayList<>(values.size());
    for (AnyValue value : values) {
      copy.add(copy(value));
    }
    return copy;
  }

  public static Attributes copy(Attributes attributes) {
    Attributes copy = new Attributes();
    for (int i = 0; i < attributes.size(); i++) {
      copy.add(attributes.key(i), copy(attributes.value(i)));
    }
    return copy;
  }

  /**
   * What a converter built becomes part of a telemetry value. Nested literal maps are refused, as
   * in the reference.
   */
  public static AnyValue fromRaw(@Nullable Object value) {
    return switch (value) {
      case null -> AnyValue.Empty.INSTANCE;
      case AnyValue.Array array -> new AnyValue.Array(copy(array.values()));
      case AnyValue any -> any;
      case ListValue(ListValue.Kind kind, List<@Nullable Object> items)
          when kind == ListValue.Kind.ANY -> {
        List<AnyValue> list = new ArrayList<>(items.size());
        for (Object item : items) {
          list.add(fromRaw(item));
        }
        yield new AnyValue.Array(list);
      }
      default -> throw new OttlException(type(value) + " cannot be part of a value");
    };
  }

  /** The kind of a value as messages name it. */
  public static String type(@Nullable Object value) {
    return switch (value) {
      case null -> "nil";
      case AnyValue.Text text -> "text";
      case AnyValue.Bool bool -> "a bool";
      case AnyValue.Int number -> "an int";
      case AnyValue.Real real -> "a double";
      case AnyValue.Bytes bytes -> "bytes";
      case AnyValue.Array array -> "a list";
      case AnyValue.Empty empty -> "nil";
      case Attributes map -> "a map";
      case AnyValue.KeyValues map -> "a map";
      case ListValue list -> "a list";
      case ZonedDateTime time -> "a time";
      case DurationValue duration -> "a duration";
      case TraceId id -> "a trace id";
      case SpanId id -> "a span id";
      case ProfileId id -> "a profile id";
      case Part part -> part.kind();
      default -> "a lambda";
    };
  }
}
