package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;

/** The converters of log formats that logs alone have. */
final class LogFunctions {
  private interface Reader {
    Object read(String text);
  }

  static final List<Function> ALL =
      List.of(
          reader("ParseCEF", Cef::read),
          Function.of("ParseCLF", "Target:text Format?:raw_text", LogFunctions::clf),
          reader("ParseELF", Elf::read),
          reader("ParseLEEF", Leef::read));

  private LogFunctions() {}

  private static Function reader(String name, Reader reader) {
    return Function.of(
        name,
        "Target:text",
        a -> {
          Arg<Utf8> target = a.text(0);
          return Node.of(f -> reader.read(filled(target.get(f))));
        });
  }

  private static String filled(Utf8 text) {
    if (text.isEmpty()) {
      throw new OttlException("expected a log line, found an empty text");
    }
    return text.toString();
  }

  private static Node clf(Args args) {
    Arg<Utf8> target = args.text(0);
    String format = args.rawText(1, "clf");
    if (!format.equals("clf") && !format.equals("combined")) {
      throw new CheckException("format: expected clf or combined, found \"" + format + "\"");
    }
    return Node.of(f -> Clf.read(filled(target.get(f)), format.equals("combined")));
  }

  static void put(Attributes map, String key, String value) {
    map.put(Utf8.of(key), Values.of(value));
  }

  /** Puts an empty map into a map and answers it. */
  static Attributes inner(Attributes map, String key) {
    Attributes inner = new Attributes();
    map.put(Utf8.of(key), new AnyValue.KeyValues(inner));
    return inner;
  }
}
