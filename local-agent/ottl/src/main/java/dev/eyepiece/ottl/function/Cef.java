package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.Attributes;
import java.util.ArrayList;
import java.util.List;

/** The common event format of security devices. */
final class Cef {
  private static final List<String> HEADER =
      List.of(
          "cef.version",
          "cef.device_vendor",
          "cef.device_product",
          "cef.device_version",
          "cef.device_event_class_id",
          "cef.name",
          "cef.severity");

  private Cef() {}

  static Attributes read(String line) {
    int start = line.indexOf("CEF:");
    if (start < 0) {
      throw new OttlException("the line has no \"CEF:\"");
    }
    List<String> fields = header(line.substring(start));
    if (fields.getFirst().length() == 4) {
      throw new OttlException("the line has no version behind \"CEF:\"");
    }
    Attributes map = new Attributes();
    for (int i = 0; i < HEADER.size(); i++) {
      String field = fields.get(i);
      LogFunctions.put(map, HEADER.get(i), i == 0 ? field.substring(4) : unescape(field, "|\\"));
    }
    Attributes extensions = LogFunctions.inner(map, "cef.extensions");
    if (fields.size() > HEADER.size()) {
      extensions(fields.getLast(), extensions);
    }
    return map;
  }

  private static List<String> header(String text) {
    List<String> fields = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escape = c == '\\' && i + 1 < text.length() && "|\\".indexOf(text.charAt(i + 1)) >= 0;
      if (escape) {
        i++;
      } else if (c == '|') {
        fields.add(text.substring(from, i));
        from = i + 1;
        if (fields.size() == HEADER.size()) {
          break;
        }
      }
    }
    fields.add(text.substring(from));
    if (fields.size() < HEADER.size()) {
      throw new OttlException(
          "expected " + HEADER.size() + " fields with | between them, found " + fields.size());
    }
    return fields;
  }

  private static String unescape(String text, String escapable) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (next != 0 && escapable.indexOf(next) >= 0) {
        out.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
        i++;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static void extensions(String text, Attributes map) {
    String key = "";
    int from = -1;
    int i = 0;
    while (i < text.length()) {
      int length = i == 0 || text.charAt(i - 1) == ' ' ? keyLength(text, i) : 0;
      if (length == 0) {
        i++;
        continue;
      }
      if (from >= 0) {
        put(map, key, text.substring(from, i));
      }
      key = text.substring(i, i + length);
      from = i + length + 1;
      i = from;
    }
    if (from >= 0) {
      put(map, key, text.substring(from));
    }
  }

  private static void put(Attributes map, String key, String value) {
    LogFunctions.put(map, key, unescape(value.replaceFirst(" +$", ""), "\\=nr"));
  }

  private static int keyLength(String text, int from) {
    int end = from;
    while (end < text.length() && isKeyPart(text.charAt(end))) {
      end++;
    }
    return end > from && end < text.length() && text.charAt(end) == '=' ? end - from : 0;
  }

  private static boolean isKeyPart(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }
}
