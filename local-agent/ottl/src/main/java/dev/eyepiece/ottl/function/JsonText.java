package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON text: an object or an array, every number a double. */
final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(16 << 20)
                  .maxNameLength(1 << 20)
                  .build())
          .build();

  private JsonText() {}

  static Object read(Utf8 text) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text.toBytes())) {
      JsonToken first = in.nextToken();
      Object value =
          first == JsonToken.START_OBJECT
              ? object(in)
              : first == JsonToken.START_ARRAY ? array(in) : null;
      if (value == null) {
        throw new OttlException("expected a JSON object or array");
      }
      if (in.nextToken() != null) {
        throw new OttlException("there is more behind the JSON value");
      }
      return value;
    } catch (JacksonException e) {
      throw new OttlException("not JSON: " + e.getOriginalMessage());
    }
  }

  private static Attributes object(JsonParser in) {
    Attributes map = new Attributes();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      Utf8 key = Utf8.of(whole(in.currentName()));
      in.nextToken();
      map.put(key, value(in));
    }
    return map;
  }

  private static AnyValue.Array array(JsonParser in) {
    List<AnyValue> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(in));
    }
    return new AnyValue.Array(items);
  }

  /** Halves of a pair of surrogates alone stand for the replacement character. */
  private static String whole(String text) {
    StringBuilder whole = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      whole = whole == null ? new StringBuilder(text) : whole;
      whole.setCharAt(i, '\ufffd');
    }
    return whole == null ? text : whole.toString();
  }

  private static AnyValue value(JsonParser in) {
    return switch (in.currentToken()) {
      case START_OBJECT -> new AnyValue.KeyValues(object(in));
      case START_ARRAY -> array(in);
      case VALUE_STRING -> Values.of(whole(in.getString()));
      case VALUE_TRUE -> Values.TRUE;
      case VALUE_FALSE -> Values.FALSE;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        double number = in.getDoubleValue();
        if (Double.isInfinite(number)) {
          throw new OttlException("a number is out of the range of a double");
        }
        yield Values.of(number);
      }
      default -> AnyValue.Empty.INSTANCE;
    };
  }
}
