package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.SharedKeys;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text (RFC 8259): an object or an array, every number a double, straight from the bytes
 * into values. For one thread and one text.
 */
final class JsonText {
  private static final int MAX_DEPTH = 100;

  /** Above this, keys of an object are found by their hash. */
  private static final int FEW_KEYS = 32;

  private final JsonBytes in;
  private int depth;

  private JsonText(byte[] bytes) {
    in = new JsonBytes(bytes);
  }

  /** The map or list that a text is; throws for anything else. */
  static Object read(Utf8 text) {
    JsonText json = new JsonText(text.shared());
    Object value =
        switch (json.in.skipBlanks()) {
          case '{' -> json.object();
          case '[' -> json.array();
          default -> throw new OttlException("expected a JSON object or array");
        };
    if (json.in.skipBlanks() != JsonBytes.END) {
      throw json.in.wrong("nothing more");
    }
    return value;
  }

  private void enter() {
    in.next();
    if (++depth > MAX_DEPTH) {
      throw new OttlException("JSON is nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private Attributes object() {
    enter();
    Attributes map = new Attributes();
    Map<Utf8, Integer> places = null;
    int c = in.skipBlanks();
    while (c != '}') {
      if (c != '"') {
        throw in.wrong("a key");
      }
      Utf8 key = SharedKeys.of(in.text());
      in.expect(':');
      AnyValue value = value();
      if (map.size() >= FEW_KEYS && places == null) {
        places = places(map);
      }
      put(map, key, value, places);
      c = in.skipBlanks();
      if (c == ',') {
        in.next();
        c = in.skipBlanks();
        if (c == '}') {
          throw in.wrong("a key");
        }
      } else if (c != '}') {
        throw in.wrong("a comma or the end of the object");
      }
    }
    in.next();
    depth--;
    return map;
  }

  private static Map<Utf8, Integer> places(Attributes map) {
    Map<Utf8, Integer> places = new HashMap<>();
    for (int i = 0; i < map.size(); i++) {
      places.put(map.key(i), i);
    }
    return places;
  }

  private static void put(
      Attributes map, Utf8 key, AnyValue value, @Nullable Map<Utf8, Integer> places) {
    if (places == null) {
      map.put(key, value);
      return;
    }
    Integer at = places.putIfAbsent(key, map.size());
    if (at == null) {
      map.add(key, value);
    } else {
      map.setValue(at, value);
    }
  }

  private AnyValue.Array array() {
    enter();
    List<AnyValue> items = new ArrayList<>();
    int c = in.skipBlanks();
    while (c != ']') {
      items.add(value());
      c = in.skipBlanks();
      if (c == ',') {
        in.next();
        c = in.skipBlanks();
        if (c == ']') {
          throw in.wrong("a value");
        }
      } else if (c != ']') {
        throw in.wrong("a comma or the end of the array");
      }
    }
    in.next();
    depth--;
    return new AnyValue.Array(items);
  }

  private AnyValue value() {
    int c = in.skipBlanks();
    return switch (c) {
      case '{' -> new AnyValue.KeyValues(object());
      case '[' -> array();
      case '"' -> Values.of(in.text());
      case 't' -> in.word("true", Values.TRUE);
      case 'f' -> in.word("false", Values.FALSE);
      case 'n' -> in.word("null", AnyValue.Empty.INSTANCE);
      default -> Values.of(in.number());
    };
  }
}
