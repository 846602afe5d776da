package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.MismatchException;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Part;
import dev.eyepiece.ottl.value.SpanId;
import dev.eyepiece.ottl.value.Times;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the tables of paths are made of. */
final class Paths {
  private Paths() {}

  static PathDef text(String name, Function<Frame, Utf8> get, BiConsumer<Frame, Utf8> set) {
    return new PathDef(name, "text", false, keys -> new TextPath(get, set));
  }

  static PathDef integer(String name, ToLongFunction<Frame> get, ObjLongConsumer<Frame> set) {
    return new PathDef(name, "int", false, keys -> new IntPath(get, set));
  }

  static PathDef map(String name, MapSource source) {
    return new PathDef(name, "map", true, keys -> MapPath.of(source, keys));
  }

  static PathDef value(
      String name,
      String type,
      Function<Frame, @Nullable Object> get,
      BiConsumer<Frame, @Nullable Object> set) {
    return new PathDef(name, type, false, keys -> new ValuePath(get, set));
  }

  /** A time, and the same as nanoseconds since 1970 under the name with {@code _unix_nano}. */
  static List<PathDef> time(String name, ToLongFunction<Frame> get, ObjLongConsumer<Frame> set) {
    return List.of(
        value(
            name,
            "time",
            f -> Times.ofNanos(get.applyAsLong(f)),
            (f, v) -> set.accept(f, Times.nanos(Coerce.time(v)))),
        integer(name + "_unix_nano", get, set));
  }

  /** Sets a trace id by its two halves. */
  interface TraceIdSetter {
    void set(Frame frame, long high, long low);
  }

  /** A trace id, and the same as 32 hexadecimal digits under the name with {@code .string}. */
  static List<PathDef> traceId(String name, Function<Frame, TraceId> get, TraceIdSetter set) {
    return List.of(
        value(
            name,
            "trace id",
            get::apply,
            (f, v) -> {
              TraceId id = expect(TraceId.class, "a trace id", v);
              set.set(f, id.high(), id.low());
            }),
        text(
            name + ".string",
            f -> Utf8.of(get.apply(f).toString()),
            (f, v) -> {
              byte[] id = hex(v, 16);
              set.set(f, number(id, 0), number(id, 8));
            }));
  }

  /** A span id, and the same as 16 hexadecimal digits under the name with {@code .string}. */
  static List<PathDef> spanId(String name, ToLongFunction<Frame> get, ObjLongConsumer<Frame> set) {
    return List.of(
        value(
            name,
            "span id",
            f -> new SpanId(get.applyAsLong(f)),
            (f, v) -> set.accept(f, expect(SpanId.class, "a span id", v).id())),
        text(
            name + ".string",
            f -> Utf8.of(TraceId.spanIdText(get.applyAsLong(f))),
            (f, v) -> set.accept(f, number(hex(v, 8), 0))));
  }

  /** A list of parts that rules move as a whole. */
  static <T> PathDef parts(
      String name,
      String kind,
      Function<Frame, @Nullable List<T>> get,
      BiConsumer<Frame, List<T>> set) {
    return value(
        name,
        kind,
        f -> {
          List<T> list = get.apply(f);
          return list == null ? null : new Part(kind, list);
        },
        (f, v) -> {
          List<T> here = get.apply(f);
          if (here == null) {
            throw new MismatchException("this kind of record has no " + name);
          }
          set.accept(f, v == null ? new ArrayList<>() : items(kind, v));
        });
  }

  @SuppressWarnings("unchecked") // parts of one kind hold items of one type
  static <T> List<T> items(String kind, Object value) {
    if (value instanceof Part part && part.kind().equals(kind) && part.list() != null) {
      return new ArrayList<>((List<T>) part.content());
    }
    throw new MismatchException("expected " + kind + ", found " + Values.type(value));
  }

  static <T> T expect(Class<T> type, String shown, @Nullable Object value) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new MismatchException("expected " + shown + ", found " + Values.type(value));
  }

  static byte[] hex(Utf8 text, int length) {
    String digits = text.toString();
    try {
      if (digits.length() == 2 * length) {
        return HexFormat.of().parseHex(digits);
      }
    } catch (IllegalArgumentException e) {
      throw new OttlException(
          "expected " + 2 * length + " hexadecimal digits, found \"" + digits + "\"");
    }
    throw new OttlException(
        "expected " + 2 * length + " hexadecimal digits, found \"" + digits + "\"");
  }

  static long number(byte[] bytes, int offset) {
    long value = 0;
    for (int i = offset; i < offset + 8; i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }
}
