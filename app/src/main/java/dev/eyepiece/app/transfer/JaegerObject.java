package dev.eyepiece.app.transfer;

import dev.eyepiece.app.send.FileFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JSON object of a file, and its place there for messages. What is missing is empty. */
final class JaegerObject {
  private static final int MOST_SHOWN = 60;
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,20}");

  private final Map<?, ?> values;
  private final String place;

  JaegerObject(@Nullable Object value, String place) throws FileFormatException {
    if (!(value instanceof Map<?, ?> map)) {
      throw new FileFormatException(place + " is " + shown(value) + "; expected a JSON object");
    }
    this.values = map;
    this.place = place;
  }

  String place() {
    return place;
  }

  List<String> keys() {
    return values.keySet().stream().map(String::valueOf).toList();
  }

  @Nullable Object value(String key) {
    return values.get(key);
  }

  String text(String key, String otherwise) throws FileFormatException {
    return switch (values.get(key)) {
      case null -> otherwise;
      case String text -> text;
      case Object other -> throw wrong(key, other, "text");
    };
  }

  /** A whole number, which may stand in quotes. */
  long number(String key) throws FileFormatException {
    return switch (values.get(key)) {
      case null -> 0;
      case Long number -> number;
      case String text when WHOLE.matcher(text).matches() -> parsed(key, text);
      case Object other -> throw wrong(key, other, "a whole number");
    };
  }

  private long parsed(String key, String text) throws FileFormatException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(key, text, "a whole number of 64 bits");
    }
  }

  /** The id in a field, of at most so many hexadecimal digits; 0 when it is missing. */
  String hex(String key, int digits) throws FileFormatException {
    String text = text(key, "");
    if (!text.matches("[0-9a-fA-F]{0," + digits + "}")) {
      throw wrong(key, text, "at most " + digits + " hexadecimal digits");
    }
    return "0".repeat(digits - text.length()) + text;
  }

  JaegerObject object(String key) throws FileFormatException {
    Object value = values.get(key);
    return new JaegerObject(value == null ? Map.of() : value, place + ", " + key);
  }

  List<JaegerObject> objects(String key) throws FileFormatException {
    List<JaegerObject> found = new ArrayList<>();
    Object value = values.get(key);
    if (value != null && !(value instanceof List<?>)) {
      throw wrong(key, value, "a list");
    }
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        found.add(new JaegerObject(list.get(i), place + ", " + key + " " + (i + 1)));
      }
    }
    return found;
  }

  FileFormatException wrong(String key, @Nullable Object value, String expected) {
    return new FileFormatException(
        place + ": " + key + " is " + shown(value) + "; expected " + expected);
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return "'" + (text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...") + "'";
  }
}
