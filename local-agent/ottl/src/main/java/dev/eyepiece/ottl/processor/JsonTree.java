package dev.eyepiece.ottl.processor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** JSON as maps, lists, texts, numbers and bools, as a configuration holds them. */
public final class JsonTree {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(500)
                  .maxStringLength(64 << 20)
                  .build())
          .build();

  private JsonTree() {}

  /**
   * A case: its fields but for the input, which is left as it is.
   *
   * @param inputStart where the input begins, in bytes
   * @param inputEnd where it ends; 0 when there is none
   */
  public record Case(Map<String, @Nullable Object> fields, int inputStart, int inputEnd) {}

  /** Reads a case. */
  public static Case readCase(byte[] json) throws IOException {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("expected an object");
      }
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      int start = 0;
      int end = 0;
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        in.nextToken();
        if (name.equals("input")) {
          start = (int) in.currentTokenLocation().getByteOffset();
          in.skipChildren();
          end = (int) in.currentLocation().getByteOffset();
        } else {
          fields.put(name, value(in));
        }
      }
      return new Case(fields, start, end);
    } catch (JacksonException e) {
      throw new IOException(e.getOriginalMessage(), e);
    }
  }

  private static @Nullable Object value(JsonParser in) {
    switch (in.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = in.currentName();
          in.nextToken();
          map.put(name, value(in));
        }
        return map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(in));
        }
        return list;
      }
      case VALUE_STRING -> {
        return in.getString();
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        return in.getNumberValue();
      }
      case VALUE_TRUE -> {
        return true;
      }
      case VALUE_FALSE -> {
        return false;
      }
      default -> {
        return null;
      }
    }
  }
}
