package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The W3C's extended log format: directives that begin with {@code #}, then lines of values whose
 * names the last {@code #Fields} directive gave.
 */
final class Elf {
  /** A short line of many fields is filled up: that may not multiply without end. */
  private static final int MAX_VALUES = 1_000_000;

  private final Attributes result = new Attributes();
  private final List<AnyValue> entries = new ArrayList<>();
  private List<Utf8> fields = List.of();
  private boolean hasVersion;
  private int count;

  private Elf() {}

  static Attributes read(String text) {
    Elf elf = new Elf();
    elf.result.put(Utf8.of("elf.entries"), new AnyValue.Array(elf.entries));
    for (String line : text.split("[\r\n]", -1)) {
      String stripped = stripped(line);
      if (stripped.startsWith("#")) {
        elf.directive(stripped);
      } else if (!stripped.isEmpty()) {
        elf.entry(stripped);
      }
    }
    if (!elf.hasVersion) {
      throw new OttlException("the text has no #Version directive");
    }
    List<AnyValue> names = new ArrayList<>();
    elf.fields.forEach(field -> names.add(Values.of(field)));
    elf.result.put(Utf8.of("elf.fields"), new AnyValue.Array(names));
    return elf.result;
  }

  private void directive(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      // One that is no directive is passed over, but lines could not be read without their fields.
      if (stripped(line.substring(1)).regionMatches(true, 0, "fields", 0, 6)) {
        throw new OttlException("the #Fields directive has no colon");
      }
      return;
    }
    String value = stripped(line.substring(colon + 1));
    switch (stripped(line.substring(1, colon)).toLowerCase(Locale.ROOT)) {
      case "version" -> {
        hasVersion = true;
        LogFunctions.put(result, "elf.version", value);
      }
      case "fields" -> fields = names(value);
      case "software" -> LogFunctions.put(result, "elf.software", value);
      case "date" -> LogFunctions.put(result, "elf.date", value);
      case "start-date" -> LogFunctions.put(result, "elf.start_date", value);
      case "end-date" -> LogFunctions.put(result, "elf.end_date", value);
      case "remark" -> LogFunctions.put(result, "elf.remark", value);
      default -> {}
    }
  }

  private static List<Utf8> names(String text) {
    List<Utf8> names = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean space = i == text.length() || isSpace(text.charAt(i));
      if (!space && start < 0) {
        start = i;
      } else if (space && start >= 0) {
        names.add(Utf8.of(text.substring(start, i)));
        start = -1;
      }
    }
    return names;
  }

  private void entry(String line) {
    if (fields.isEmpty()) {
      throw new OttlException("values stand before the #Fields directive");
    }
    List<String> values = values(line);
    count += fields.size();
    if (count > MAX_VALUES) {
      throw new OttlException("the lines have more than " + MAX_VALUES + " values");
    }
    Attributes entry = new Attributes();
    for (int i = 0; i < fields.size(); i++) {
      entry.put(fields.get(i), Values.of(i < values.size() ? values.get(i) : "-"));
    }
    entries.add(new AnyValue.KeyValues(entry));
  }

  /** Blanks and tabs separate; a value in quotes may hold them, and a quote that is doubled. */
  private static List<String> values(String line) {
    List<String> values = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == ' ' || c == '\t') {
        at++;
      } else if (c == '"') {
        StringBuilder value = new StringBuilder();
        at = quoted(line, at + 1, value);
        values.add(value.toString());
      } else {
        int start = at;
        while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
          at++;
        }
        values.add(line.substring(start, at));
      }
    }
    return values;
  }

  /** Reads up to the closing quote; answers the place behind it. */
  private static int quoted(String line, int from, StringBuilder value) {
    for (int at = from; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"') {
        if (at + 1 == line.length() || line.charAt(at + 1) != '"') {
          return at + 1;
        }
        at++;
      }
      value.append(c);
    }
    throw new OttlException("a value in quotes does not end");
  }

  private static String stripped(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** White space as Go has it. */
  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || Character.isSpaceChar(c);
  }
}
