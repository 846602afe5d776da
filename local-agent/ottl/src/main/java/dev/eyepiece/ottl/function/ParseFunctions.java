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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The converters that read structured text. */
final class ParseFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("ParseJSON", "Target:text", ParseFunctions::parseJson),
          Function.of(
              "ParseKeyValue",
              "Target:text Delimiter?:raw_text PairDelimiter?:raw_text",
              ParseFunctions::parseKeyValue),
          Function.of(
              "ParseCSV",
              "Target:text Header:text Delimiter?:raw_text HeaderDelimiter?:raw_text"
                  + " Mode?:raw_text",
              ParseFunctions::parseCsv),
          Function.of("ParseSeverity", "Target:value Mapping:map", Severity::build),
          Function.of("ExtractPatterns", "Target:text Pattern:text", ParseFunctions::extract),
          Function.of("URL", "URI:text", ParseFunctions::url),
          Function.of("UserAgent", "UserAgent:text", ParseFunctions::userAgent));

  private ParseFunctions() {}

  private static Node parseJson(Args args) {
    Arg<Utf8> target = args.text(0);
    return Node.of(f -> JsonText.read(target.get(f)));
  }

  private static Node extract(Args args) {
    Arg<Utf8> target = args.text(0);
    Regex.Source pattern = Regex.source(args.text(1));
    return Node.of(f -> {
      Regex regex = pattern.get(f);
      if (regex.names().stream().allMatch(java.util.Objects::isNull)) {
        throw new OttlException("the pattern has no named group");
      }
      Attributes map = new Attributes();
      List<Utf8> groups = regex.groups(target.get(f));
      for (int i = 1; groups != null && i < groups.size(); i++) {
        Utf8 name = regex.names().get(i);
        if (name != null) {
          map.put(name, Values.of(groups.get(i)));
        }
      }
      return map;
    });
  }

  private static Node parseKeyValue(Args args) {
    Arg<Utf8> target = args.text(0);
    String delimiter = args.rawText(1, "=");
    String pairDelimiter = args.rawText(2, " ");
    TextFunctions.checkDelimiters(delimiter, pairDelimiter);
    return Node.of(f -> {
      String text = target.get(f).toString();
      if (text.isEmpty()) {
        throw new OttlException("expected pairs, found an empty text");
      }
      Attributes map = new Attributes();
      for (String pair : pairs(text, pairDelimiter)) {
        int at = pair.indexOf(delimiter);
        if (at < 0) {
          throw new OttlException("\"" + pair + "\" has no \"" + delimiter + "\"");
        }
        map.put(
            Utf8.of(pair.substring(0, at).strip()),
            Values.of(pair.substring(at + delimiter.length()).strip()));
      }
      return map;
    });
  }

  /** Cuts at the delimiter outside of quotes; the quotes go. */
  private static List<String> pairs(String text, String delimiter) {
    List<String> pairs = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    char quote = 0;
    boolean escaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && text.startsWith(delimiter, i)) {
        if (!current.isEmpty()) {
          pairs.add(current.toString());
          current.setLength(0);
        }
        i += delimiter.length() - 1;
        continue;
      }
      if (escaped) {
        escaped = false;
      } else {
        if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
          continue;
        }
        if (c == quote) {
          quote = 0;
          continue;
        }
        escaped = c == '\\';
      }
      current.append(c);
    }
    if (quote != 0) {
      throw new OttlException("a quote is not closed");
    }
    if (!current.isEmpty()) {
      pairs.add(current.toString());
    }
    return pairs;
  }

  private static Node parseCsv(Args args) {
    Arg<Utf8> target = args.text(0);
    Arg<Utf8> header = args.text(1);
    String delimiter = args.rawText(2, ",");
    String headerDelimiter = args.rawText(3, delimiter);
    String mode = args.rawText(4, "strict");
    if (delimiter.codePointCount(0, delimiter.length()) != 1
        || headerDelimiter.codePointCount(0, headerDelimiter.length()) != 1) {
      throw new CheckException("a delimiter is one character");
    }
    if (!List.of("strict", "lazyQuotes", "ignoreQuotes").contains(mode)) {
      throw new CheckException(
          "mode: expected strict, lazyQuotes or ignoreQuotes, found \"" + mode + "\"");
    }
    return Node.of(f -> {
      String row = target.get(f).toString();
      String names = header.get(f).toString();
      if (names.isEmpty()) {
        throw new OttlException("the header is empty");
      }
      String[] keys = names.split(Pattern.quote(headerDelimiter), -1);
      List<String> fields =
          mode.equals("ignoreQuotes")
              ? List.of(row.split(Pattern.quote(delimiter), -1))
              : Csv.row(row, delimiter.codePointAt(0), mode.equals("lazyQuotes"));
      if (fields.size() != keys.length) {
        throw new OttlException("expected " + keys.length + " fields, found " + fields.size());
      }
      Attributes map = new Attributes();
      for (int i = 0; i < keys.length; i++) {
        map.put(Utf8.of(keys[i]), Values.of(fields.get(i)));
      }
      return map;
    });
  }

  private static Node url(Args args) {
    Arg<Utf8> target = args.text(0);
    return Node.of(f -> UrlText.read(target.get(f).toString()));
  }

  private static Node userAgent(Args args) {
    Arg<Utf8> target = args.text(0);
    return Node.of(f -> UserAgents.read(target.get(f)));
  }

  /** An int of decimal digits. */
  static AnyValue integer(String text, String what) {
    try {
      return Values.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new OttlException(what + ": \"" + text + "\" is no int");
    }
  }
}
