package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Profiles that are JSON, told apart by the keys of the outermost object. */
final class JsonProfiles {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(1 << 26)
                  .maxNameLength(1 << 16)
                  .build())
          .build();

  private JsonProfiles() {}

  static StackProfile read(byte[] json, Limits limits) throws StackFormatException {
    try {
      return switch (kind(json)) {
        case "speedscope" -> new SpeedscopeReader(json, limits).read();
        case "cpuprofile" -> new CpuProfileReader(json, limits).read();
        default -> Formats.otlpJson(json, limits);
      };
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new StackFormatException(
          "byte "
              + (at == null ? 0 : at.getByteOffset())
              + ": "
              + e.getOriginalMessage().replaceAll("\\s+", " ")
              + "; expected JSON of speedscope, cpuprofile or OTLP",
          e);
    }
  }

  static JsonParser parser(byte[] json) {
    return FACTORY.createParser(ObjectReadContext.empty(), json);
  }

  static JsonParser parser(byte[] json, int from, int length) {
    return FACTORY.createParser(ObjectReadContext.empty(), json, from, length);
  }

  private static String kind(byte[] json) throws StackFormatException {
    try (JsonParser in = parser(json)) {
      in.nextToken();
      for (String key = in.nextName(); key != null; key = in.nextName()) {
        switch (key) {
          case "shared", "profiles":
            return "speedscope";
          case "nodes":
            return "cpuprofile";
          case "resourceProfiles", "dictionary":
            return "otlp";
          default:
            in.nextToken();
            in.skipChildren();
        }
      }
    }
    throw new StackFormatException(
        "JSON without any of 'profiles', 'nodes' and 'resourceProfiles'; expected speedscope,"
            + " cpuprofile or OTLP profiles");
  }

  /** The byte behind the object that starts at {@code from}. */
  static int objectEnd(byte[] json, int from) {
    int depth = 0;
    boolean inText = false;
    for (int p = from; p < json.length; p++) {
      byte b = json[p];
      if (inText) {
        if (b == '\\') {
          p++;
        } else if (b == '"') {
          inText = false;
        }
      } else if (b == '"') {
        inText = true;
      } else if (b == '{') {
        depth++;
      } else if (b == '}' && --depth == 0) {
        return p + 1;
      }
    }
    return json.length;
  }

  static int skipSpace(byte[] bytes, int from) {
    int p = from;
    while (p < bytes.length
        && (bytes[p] == ' ' || bytes[p] == '\n' || bytes[p] == '\r' || bytes[p] == '\t')) {
      p++;
    }
    return p;
  }

  /** Goes into the object or array that comes next; an error when something else does. */
  static void enter(JsonParser in, JsonToken start, String name) throws StackFormatException {
    if (in.nextToken() != start) {
      throw wrong(in, name, start == JsonToken.START_ARRAY ? "an array" : "an object");
    }
  }

  static StackFormatException wrong(JsonParser in, String name, String expected) {
    return new StackFormatException(
        "byte "
            + in.currentTokenLocation().getByteOffset()
            + ": '"
            + name
            + "' is something else; expected "
            + expected);
  }

  /** The number that comes next. */
  static double number(JsonParser in, String name) throws StackFormatException {
    JsonToken token = in.nextToken();
    if (token == null || !token.isNumeric()) {
      throw wrong(in, name, "a number");
    }
    return in.getDoubleValue();
  }

  /** The whole number that comes next. */
  static int index(JsonParser in, String name) throws StackFormatException {
    if (in.nextToken() != JsonToken.VALUE_NUMBER_INT) {
      throw wrong(in, name, "a whole number");
    }
    return in.getIntValue();
  }

  /** The text that comes next; empty for null. */
  static String text(JsonParser in, String name) throws StackFormatException {
    JsonToken token = in.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return "";
    }
    if (token != JsonToken.VALUE_STRING) {
      throw wrong(in, name, "text");
    }
    return in.getString();
  }
}
