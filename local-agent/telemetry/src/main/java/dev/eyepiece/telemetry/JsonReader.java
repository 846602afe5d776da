package dev.eyepiece.telemetry;

import dev.eyepiece.telemetry.MessageSchema.Field;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads a message's JSON form into protobuf bytes by its schema. For one thread. */
final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(3 * ProtoReader.MAX_DEPTH)
                  .maxStringLength(64 << 20)
                  .maxNameLength(64 << 10)
                  .build())
          .build();

  private final JsonParser in;
  private final MessageWriter out = new MessageWriter();

  private JsonReader(JsonParser in) {
    this.in = in;
  }

  static byte[] read(MessageSchema schema, byte[] json) throws MalformedOtlpException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      JsonReader reader = new JsonReader(parser);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw reader.wrong("a request", "an object");
      }
      reader.message(schema);
      if (parser.nextToken() != null) {
        throw reader.wrong("what follows the request", "nothing");
      }
      return reader.out.toBytes();
    } catch (StreamReadException e) {
      throw new MalformedOtlpException(
          JsonText.plain("" + e.getOriginalMessage()),
          e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset()));
    } catch (JacksonException e) {
      throw new MalformedOtlpException(JsonText.plain("" + e.getOriginalMessage()), 0);
    }
  }

  private void message(MessageSchema schema) throws MalformedOtlpException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(in.currentName(), "an object");
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      Field field = schema.byName(name);
      JsonToken value = in.nextToken();
      if (field == null) {
        if (schema.wasName(name)) {
          throw EarlierProfiles.refusal(in.currentTokenLocation().getByteOffset());
        }
        in.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        field(field);
      }
    }
  }

  private void field(Field field) throws MalformedOtlpException {
    if (!field.repeated()) {
      value(field);
      return;
    }
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(field.json(), "an array");
    }
    if (field.kind().wireType == ProtoReader.LENGTH) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        value(field);
      }
    } else {
      int packed = out.begin(field.number());
      while (in.nextToken() != JsonToken.END_ARRAY) {
        scalar(field);
      }
      out.end(packed);
    }
  }

  private void value(Field field) throws MalformedOtlpException {
    switch (field.kind()) {
      case MESSAGE -> {
        int message = out.begin(field.number());
        message(field.inner());
        out.end(message);
      }
      case TEXT -> out.textField(field.number(), Utf8.of(text(field)));
      case BYTES -> out.bytesField(field.number(), base64(field));
      case ID -> {
        byte[] id = id(field);
        if (id.length > 0) {
          out.bytesField(field.number(), id);
        }
      }
      default -> {
        out.tag(field.number(), field.kind().wireType);
        scalar(field);
      }
    }
  }

  private void scalar(Field field) throws MalformedOtlpException {
    switch (field.kind()) {
      case BOOL -> out.varint(bool(field) ? 1 : 0);
      case ENUM -> out.varint(enumeration(field));
      case INT32 -> out.varint(signed(field, 32));
      case SINT32 -> {
        int value = (int) signed(field, 32);
        out.varint(Integer.toUnsignedLong((value << 1) ^ (value >> 31)));
      }
      case INT64 -> out.varint(signed(field, 64));
      case SFIXED64 -> out.fixed64(signed(field, 64));
      case UINT32 -> out.varint(unsigned(field, 32));
      case UINT64 -> out.varint(unsigned(field, 64));
      case FIXED32 -> out.fixed32((int) unsigned(field, 32));
      case FIXED64 -> out.fixed64(unsigned(field, 64));
      default -> out.fixed64(Double.doubleToRawLongBits(real(field)));
    }
  }

  private String text(Field field) throws MalformedOtlpException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(field.json(), "text");
    }
    return in.getString();
  }

  private boolean bool(Field field) throws MalformedOtlpException {
    return switch (in.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw wrong(field.json(), "true or false");
    };
  }

  private long signed(Field field, int bits) throws MalformedOtlpException {
    try {
      long value = Long.parseLong(digits(field));
      if (bits == 64 || value == (int) value) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(field.json(), "a whole number of " + bits + " bits");
    }
    throw wrong(field.json(), "a whole number of " + bits + " bits");
  }

  private long unsigned(Field field, int bits) throws MalformedOtlpException {
    String expected = "a whole number of " + bits + " bits that is not negative";
    try {
      long value = Long.parseUnsignedLong(digits(field));
      if (bits == 64 || value >>> 32 == 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(field.json(), expected);
    }
    throw wrong(field.json(), expected);
  }

  /** A whole number's digits, whether it is written as a number or as text. */
  private String digits(Field field) throws MalformedOtlpException {
    switch (in.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_STRING, VALUE_NUMBER_FLOAT -> {
        String text = in.getString();
        String digits = text.equals("-0") ? "0" : JsonText.wholeDigits(text);
        if (digits == null) {
          throw wrong(field.json(), "a whole number");
        }
        return digits;
      }
      default -> throw wrong(field.json(), "a whole number");
    }
  }

  private double real(Field field) throws MalformedOtlpException {
    switch (in.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        return finite(field, in.getDoubleValue());
      }
      case VALUE_STRING -> {
        return real(field, in.getString());
      }
      default -> throw wrong(field.json(), "a number");
    }
  }

  private double finite(Field field, double value) throws MalformedOtlpException {
    if (Double.isInfinite(value)) {
      throw wrong(field.json(), "a number of 64 bits");
    }
    return value;
  }

  private double real(Field field, String text) throws MalformedOtlpException {
    switch (text) {
      case "NaN" -> {
        return Double.NaN;
      }
      case "Infinity" -> {
        return Double.POSITIVE_INFINITY;
      }
      case "-Infinity" -> {
        return Double.NEGATIVE_INFINITY;
      }
      default -> {
        try {
          // What Java takes beyond JSON's numbers: suffixes, hexadecimal, blanks.
          if (text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)) {
            return finite(field, Double.parseDouble(text));
          }
        } catch (NumberFormatException e) {
          throw wrong(field.json(), "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
        }
        throw wrong(field.json(), "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
      }
    }
  }

  private byte[] base64(Field field) throws MalformedOtlpException {
    String text = text(field).replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw wrong(field.json(), "base64");
    }
  }

  private byte[] id(Field field) throws MalformedOtlpException {
    try {
      return HexFormat.of().parseHex(text(field));
    } catch (IllegalArgumentException e) {
      throw wrong(field.json(), "hexadecimal digits");
    }
  }

  private long enumeration(Field field) throws MalformedOtlpException {
    if (in.currentToken() == JsonToken.VALUE_STRING) {
      String text = in.getString().toUpperCase(Locale.ROOT);
      if (text.startsWith(field.enumPrefix())) {
        int number = field.enumNames().indexOf(text.substring(field.enumPrefix().length()));
        if (number >= 0) {
          return number;
        }
        throw wrong(field.json(), "a number or a known name that starts " + field.enumPrefix());
      }
    }
    return signed(field, 32);
  }

  private MalformedOtlpException wrong(@Nullable String field, String expected) {
    JsonToken found = in.currentToken();
    return new MalformedOtlpException(
        field + " is " + JsonText.name(found) + " where " + expected + " was expected",
        Math.max(0, in.currentTokenLocation().getByteOffset()));
  }
}
