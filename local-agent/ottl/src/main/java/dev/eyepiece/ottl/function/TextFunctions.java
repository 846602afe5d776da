package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.Cases;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.engine.TextList;
import dev.eyepiece.ottl.syntax.Ast.Operator;
import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.Comparator;
import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Sprintf;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The converters of text. Lengths and offsets count bytes of UTF-8. */
final class TextFunctions {
  private static final Utf8 NIL = Utf8.of("<nil>");

  static final List<Function> ALL =
      List.of(
          Function.of("Concat", "Vals:textlikes Delimiter:text", TextFunctions::concat),
          Function.of("ConvertCase", "Target:text ToCase:raw_text", TextFunctions::convertCase),
          mapped("ToLowerCase", TextFunctions::lower),
          mapped("ToUpperCase", TextFunctions::upper),
          mapped("ToSnakeCase", Cases::snake),
          mapped("ToCamelCase", Cases::camel),
          Function.of("Format", "Format:raw_text Vals:values", TextFunctions::format),
          Function.of("HasPrefix", "Target:text Prefix:text", a -> affix(a, true)),
          Function.of("HasSuffix", "Target:text Suffix:text", a -> affix(a, false)),
          Function.of("Index", "Target:value Value:value", TextFunctions::index),
          Function.of("Split", "Target:text Delimiter:text", TextFunctions::split),
          Function.of(
              "Substring",
              "Target:text Start:int Length:int Utf8Safe?:raw_bool",
              TextFunctions::substring),
          Function.of("Trim", "Target:text Replacement?:raw_text", TextFunctions::trim),
          Function.of("TrimPrefix", "Target:text Prefix:text", a -> trimAffix(a, true)),
          Function.of("TrimSuffix", "Target:text Suffix:text", a -> trimAffix(a, false)),
          Function.of(
              "ToKeyValueString",
              "Target:map Delimiter?:raw_text PairDelimiter?:raw_text SortOutput?:raw_bool",
              TextFunctions::keyValues),
          Function.of("IsMatch", "Target:textlike Pattern:text", TextFunctions::isMatch));

  private TextFunctions() {}

  private static Function mapped(String name, UnaryOperator<String> change) {
    return Function.of(
        name,
        "Target:text",
        a -> {
          Arg<Utf8> target = a.text(0);
          return Node.of(f -> Values.of(change.apply(target.get(f).toString())));
        });
  }

  private static String lower(String text) {
    return eachPoint(text, Character::toLowerCase);
  }

  private static String upper(String text) {
    return eachPoint(text, Character::toUpperCase);
  }

  /** Each code point on its own, so that the length in code points stays. */
  private static String eachPoint(String text, java.util.function.IntUnaryOperator change) {
    int[] points = text.codePoints().map(change).toArray();
    return new String(points, 0, points.length);
  }

  private static Node concat(Args args) {
    TextList values = args.textLikes(0);
    Arg<Utf8> delimiter = args.text(1);
    return Node.of(f -> {
      Utf8 between = delimiter.get(f);
      return Values.of(joined(values.get(f), between));
    });
  }

  private static Utf8 joined(List<@Nullable Utf8> texts, Utf8 between) {
    int length = Math.multiplyExact(between.length(), Math.max(0, texts.size() - 1));
    for (Utf8 text : texts) {
      length = Math.addExact(length, (text == null ? NIL : text).length());
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (int i = 0; i < texts.size(); i++) {
      if (i > 0) {
        between.copyTo(joined, at);
        at += between.length();
      }
      Utf8 text = texts.get(i);
      Utf8 next = text == null ? NIL : text;
      next.copyTo(joined, at);
      at += next.length();
    }
    return Utf8.owning(joined);
  }

  private static Node convertCase(Args args) {
    Arg<Utf8> target = args.text(0);
    UnaryOperator<String> change =
        switch (args.rawText(1)) {
          case "lower" -> TextFunctions::lower;
          case "upper" -> TextFunctions::upper;
          case "snake" -> Cases::snake;
          case "camel" -> Cases::camel;
          default ->
              throw new CheckException(
                  "to_case: expected lower, upper, snake or camel, found \""
                      + args.rawText(1)
                      + "\"");
        };
    return Node.of(f -> Values.of(change.apply(target.get(f).toString())));
  }

  private static Node format(Args args) {
    String format = args.rawText(0);
    List<Node> values = args.values(1);
    return Node.of(f -> {
      List<@Nullable Object> arguments = new ArrayList<>(values.size());
      for (Node value : values) {
        arguments.add(value.get(f));
      }
      return Values.of(Sprintf.format(format, arguments));
    });
  }

  private static Node affix(Args args, boolean prefix) {
    Arg<Utf8> target = args.text(0);
    Arg<Utf8> affix = args.text(1);
    return Node.of(f -> {
      Utf8 text = target.get(f);
      Utf8 wanted = affix.get(f);
      return Values.of(has(text, wanted, prefix));
    });
  }

  private static boolean has(Utf8 text, Utf8 affix, boolean prefix) {
    int from = prefix ? 0 : text.length() - affix.length();
    if (from < 0 || affix.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < affix.length(); i++) {
      if (text.byteAt(from + i) != affix.byteAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static Node index(Args args) {
    Node target = args.value(0);
    Node value = args.value(1);
    return Node.of(f -> {
      Object in = target.get(f);
      Object wanted = value.get(f);
      if (in instanceof AnyValue.Text text) {
        if (!(wanted instanceof AnyValue.Text part)) {
          throw new OttlException("expected text, found " + Values.type(wanted));
        }
        return Values.of(indexOf(text.value(), part.value()));
      }
      List<AnyValue> list = Coerce.list(in);
      for (int i = 0; i < list.size(); i++) {
        if (Comparator.compare(Values.load(list.get(i)), wanted, Operator.EQ)) {
          return Values.of(i);
        }
      }
      return Values.of(-1L);
    });
  }

  private static long indexOf(Utf8 text, Utf8 part) {
    for (int from = 0; from + part.length() <= text.length(); from++) {
      int i = 0;
      while (i < part.length() && text.byteAt(from + i) == part.byteAt(i)) {
        i++;
      }
      if (i == part.length()) {
        return from;
      }
    }
    return -1;
  }

  private static Node split(Args args) {
    Arg<Utf8> target = args.text(0);
    Arg<Utf8> delimiter = args.text(1);
    return Node.of(f -> {
      String text = target.get(f).toString();
      String by = delimiter.get(f).toString();
      List<@Nullable Object> parts = new ArrayList<>();
      if (by.isEmpty()) {
        text.codePoints().forEach(c -> parts.add(Values.of(Character.toString(c))));
      } else {
        int from = 0;
        int at;
        while ((at = text.indexOf(by, from)) >= 0) {
          parts.add(Values.of(text.substring(from, at)));
          from = at + by.length();
        }
        parts.add(Values.of(text.substring(from)));
      }
      return new ListValue(ListValue.Kind.TEXT, parts);
    });
  }

  private static Node substring(Args args) {
    Arg<Utf8> target = args.text(0);
    Arg<Long> from = args.integer(1);
    Arg<Long> length = args.integer(2);
    boolean safe = args.rawBool(3, false);
    return Node.of(f -> {
      long start = from.get(f);
      long count = length.get(f);
      Utf8 text = target.get(f);
      int size = text.length();
      if (start < 0 || count <= 0 || start > size || count > size - start) {
        throw new OttlException(
            count + " bytes from " + start + " on are out of a text of " + size + " bytes");
      }
      int begin = (int) start;
      int end = (int) (start + count);
      if (safe) {
        while (begin < size && isInner(text, begin)) {
          begin++;
        }
        while (begin < end && end < size && isInner(text, end)) {
          end--;
        }
        end = Math.max(end, begin);
      }
      return Values.of(Utf8.copyOf(text.toBytes(), begin, end - begin));
    });
  }

  private static boolean isInner(Utf8 text, int index) {
    return (text.byteAt(index) & 0xc0) == 0x80;
  }

  private static Node trim(Args args) {
    Arg<Utf8> target = args.text(0);
    String cut = args.rawText(1, " ");
    return Node.of(f -> {
      String text = target.get(f).toString();
      int from = 0;
      int to = text.length();
      while (from < to && cut.indexOf(text.codePointAt(from)) >= 0) {
        from += Character.charCount(text.codePointAt(from));
      }
      while (to > from && cut.indexOf(text.codePointBefore(to)) >= 0) {
        to -= Character.charCount(text.codePointBefore(to));
      }
      return Values.of(text.substring(from, to));
    });
  }

  private static Node trimAffix(Args args, boolean prefix) {
    Arg<Utf8> target = args.text(0);
    Arg<Utf8> affix = args.text(1);
    return Node.of(f -> {
      Utf8 text = target.get(f);
      Utf8 cut = affix.get(f);
      if (!has(text, cut, prefix)) {
        return Values.of(text);
      }
      int from = prefix ? cut.length() : 0;
      return Values.of(Utf8.copyOf(text.toBytes(), from, text.length() - cut.length()));
    });
  }

  private static Node keyValues(Args args) {
    Arg<Attributes> target = args.map(0);
    String delimiter = args.rawText(1, "=");
    String pairs = args.rawText(2, " ");
    boolean sorted = args.rawBool(3, false);
    checkDelimiters(delimiter, pairs);
    return Node.of(f -> {
      Attributes map = target.get(f);
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < map.size(); i++) {
        order.add(i);
      }
      if (sorted) {
        order.sort(java.util.Comparator.comparing(map::key));
      }
      StringBuilder out = new StringBuilder();
      String separator = "";
      for (int i : order) {
        out.append(separator)
            .append(quoted(map.key(i).toString(), delimiter, pairs))
            .append(delimiter)
            .append(quoted(Json.asText(map.value(i)), delimiter, pairs));
        separator = pairs;
      }
      return Values.of(out.toString());
    });
  }

  static void checkDelimiters(String delimiter, String pairs) {
    if (delimiter.isEmpty() || pairs.isEmpty() || delimiter.equals(pairs)) {
      throw new CheckException("expected two delimiters that differ and are not empty");
    }
  }

  private static String quoted(String text, String delimiter, String pairs) {
    String escaped = text.replace("\"", "\\\"");
    boolean quote = escaped.contains(pairs) || escaped.contains(delimiter);
    return quote ? "\"" + escaped + "\"" : escaped;
  }

  private static Node isMatch(Args args) {
    Arg<@Nullable Utf8> target = args.textLike(0);
    Regex.Source pattern = Regex.source(args.text(1));
    return Node.of(f -> {
      Regex regex = pattern.get(f);
      Utf8 text = target.get(f);
      return Values.of(text != null && regex.find(text));
    });
  }
}
