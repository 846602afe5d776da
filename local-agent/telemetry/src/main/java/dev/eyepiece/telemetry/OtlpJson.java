package dev.eyepiece.telemetry;

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

/**
 * Reads OTLP's JSON form (OTLP specification, "JSON Protobuf Encoding") into the protobuf bytes of
 * the same request, so that there is one road after it. Keys are lowerCamelCase only; ids are
 * hexadecimal of any case, other bytes base64; 64-bit numbers may be text; enum names are taken as
 * well as numbers; unknown fields are ignored.
 */
public final class OtlpJson {
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

  private OtlpJson(JsonParser in) {
    this.in = in;
  }

  /** Reads one {@code ExportTraceServiceRequest}. */
  public static byte[] readTraces(byte[] json) throws MalformedOtlpException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      OtlpJson reader = new OtlpJson(parser);
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw reader.wrong("a request", "an object");
      }
      byte[] request = reader.message(OtlpJson::request).toBytes();
      if (parser.nextToken() != null) {
        throw reader.wrong("what follows the request", "nothing");
      }
      return request;
    } catch (StreamReadException e) {
      throw new MalformedOtlpException(
          "" + e.getOriginalMessage(),
          e.getLocation() == null ? 0 : e.getLocation().getByteOffset());
    } catch (JacksonException e) {
      throw new MalformedOtlpException("" + e.getOriginalMessage(), 0);
    }
  }

  /** Takes the value of one field into a message. */
  private interface Fields {
    void field(OtlpJson in, String name, MessageWriter out) throws MalformedOtlpException;
  }

  private MessageWriter message(Fields fields) throws MalformedOtlpException {
    MessageWriter out = new MessageWriter();
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return out;
    }
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw wrong("a message", "an object");
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (value != JsonToken.VALUE_NULL) {
        fields.field(this, name, out);
      }
    }
    return out;
  }

  private void messages(int field, MessageWriter out, Fields fields) throws MalformedOtlpException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(in.currentName(), "an array");
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      out.messageField(field, message(fields));
    }
  }

  private static void request(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    if (name.equals("resourceSpans")) {
      in.messages(1, out, OtlpJson::resourceSpans);
    } else {
      in.skip();
    }
  }

  private static void resourceSpans(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    switch (name) {
      case "resource" -> out.messageField(1, in.message(OtlpJson::resource));
      case "scopeSpans" -> in.messages(2, out, OtlpJson::scopeSpans);
      case "schemaUrl" -> out.textField(3, in.text());
      default -> in.skip();
    }
  }

  private static void resource(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    switch (name) {
      case "attributes" -> in.messages(1, out, OtlpJson::keyValue);
      case "droppedAttributesCount" -> out.varintField(2, in.number());
      case "entityRefs" -> in.messages(3, out, OtlpJson::entityRef);
      default -> in.skip();
    }
  }

  private static void entityRef(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    switch (name) {
      case "schemaUrl" -> out.textField(1, in.text());
      case "type" -> out.textField(2, in.text());
      case "idKeys" -> in.texts(3, out);
      case "descriptionKeys" -> in.texts(4, out);
      default -> in.skip();
    }
  }

  private void texts(int field, MessageWriter out) throws MalformedOtlpException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(in.currentName(), "an array");
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      out.textField(field, text());
    }
  }

  private static void scopeSpans(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    switch (name) {
      case "scope" -> out.messageField(1, in.message(OtlpJson::scope));
      case "spans" -> in.messages(2, out, OtlpJson::span);
      case "schemaUrl" -> out.textField(3, in.text());
      default -> in.skip();
    }
  }

  private static void scope(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    switch (name) {
      case "name" -> out.textField(1, in.text());
      case "version" -> out.textField(2, in.text());
      case "attributes" -> in.messages(3, out, OtlpJson::keyValue);
      case "droppedAttributesCount" -> out.varintField(4, in.number());
      default -> in.skip();
    }
  }

  private static void span(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    switch (name) {
      case "traceId" -> in.id(1, out);
      case "spanId" -> in.id(2, out);
      case "traceState" -> out.textField(3, in.text());
      case "parentSpanId" -> in.id(4, out);
      case "name" -> out.textField(5, in.text());
      case "kind" -> out.varintField(6, in.enumeration("SPAN_KIND_", SPAN_KINDS));
      case "startTimeUnixNano" -> out.fixed64Field(7, in.number());
      case "endTimeUnixNano" -> out.fixed64Field(8, in.number());
      case "attributes" -> in.messages(9, out, OtlpJson::keyValue);
      case "droppedAttributesCount" -> out.varintField(10, in.number());
      case "events" -> in.messages(11, out, OtlpJson::event);
      case "droppedEventsCount" -> out.varintField(12, in.number());
      case "links" -> in.messages(13, out, OtlpJson::link);
      case "droppedLinksCount" -> out.varintField(14, in.number());
      case "status" -> out.messageField(15, in.message(OtlpJson::status));
      case "flags" -> out.fixed32Field(16, (int) in.number());
      default -> in.skip();
    }
  }

  private static final String[] SPAN_KINDS = {
    "UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"
  };
  private static final String[] STATUS_CODES = {"UNSET", "OK", "ERROR"};

  private static void event(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    switch (name) {
      case "timeUnixNano" -> out.fixed64Field(1, in.number());
      case "name" -> out.textField(2, in.text());
      case "attributes" -> in.messages(3, out, OtlpJson::keyValue);
      case "droppedAttributesCount" -> out.varintField(4, in.number());
      default -> in.skip();
    }
  }

  private static void link(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    switch (name) {
      case "traceId" -> in.id(1, out);
      case "spanId" -> in.id(2, out);
      case "traceState" -> out.textField(3, in.text());
      case "attributes" -> in.messages(4, out, OtlpJson::keyValue);
      case "droppedAttributesCount" -> out.varintField(5, in.number());
      case "flags" -> out.fixed32Field(6, (int) in.number());
      default -> in.skip();
    }
  }

  private static void status(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    switch (name) {
      case "message" -> out.textField(2, in.text());
      case "code" -> out.varintField(3, in.enumeration("STATUS_CODE_", STATUS_CODES));
      default -> in.skip();
    }
  }

  private static void keyValue(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    switch (name) {
      case "key" -> out.textField(1, in.text());
      case "value" -> out.messageField(2, in.message(OtlpJson::anyValue));
      default -> in.skip();
    }
  }

  private static void anyValue(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    switch (name) {
      case "stringValue" -> out.textField(ValueType.TEXT, in.text());
      case "boolValue" -> out.varintField(ValueType.BOOL, in.bool() ? 1 : 0);
      case "intValue" -> out.varintField(ValueType.INT, in.number());
      case "doubleValue" -> out.fixed64Field(ValueType.REAL, Double.doubleToRawLongBits(in.real()));
      case "arrayValue" -> out.messageField(ValueType.ARRAY, in.message(OtlpJson::array));
      case "kvlistValue" -> out.messageField(ValueType.KEY_VALUES, in.message(OtlpJson::map));
      case "bytesValue" -> out.bytesField(ValueType.BYTES, in.base64());
      default -> in.skip();
    }
  }

  private static void array(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    if (name.equals("values")) {
      in.messages(1, out, OtlpJson::anyValue);
    } else {
      in.skip();
    }
  }

  private static void map(OtlpJson in, String name, MessageWriter out)
      throws MalformedOtlpException {
    if (name.equals("values")) {
      in.messages(1, out, OtlpJson::keyValue);
    } else {
      in.skip();
    }
  }

  private void skip() {
    in.skipChildren();
  }

  private Utf8 text() throws MalformedOtlpException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(in.currentName(), "text");
    }
    return Utf8.of(in.getString());
  }

  private boolean bool() throws MalformedOtlpException {
    return switch (in.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw wrong(in.currentName(), "true or false");
    };
  }

  /** A whole number, written as one or as text; unsigned 64-bit numbers keep their bits. */
  private long number() throws MalformedOtlpException {
    try {
      switch (in.currentToken()) {
        case VALUE_NUMBER_INT -> {
          return in.getBigIntegerValue().bitLength() > 63
              ? Long.parseUnsignedLong(in.getString())
              : in.getLongValue();
        }
        case VALUE_STRING -> {
          String text = in.getString();
          return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        }
        case VALUE_NUMBER_FLOAT -> {
          double value = in.getDoubleValue();
          if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            return (long) value;
          }
          throw wrong(in.currentName(), "a whole number");
        }
        default -> throw wrong(in.currentName(), "a whole number");
      }
    } catch (NumberFormatException e) {
      throw wrong(in.currentName(), "a whole number of 64 bits");
    }
  }

  private double real() throws MalformedOtlpException {
    switch (in.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        return in.getDoubleValue();
      }
      case VALUE_STRING -> {
        try {
          return Double.parseDouble(in.getString());
        } catch (NumberFormatException e) {
          throw wrong(in.currentName(), "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
        }
      }
      default -> throw wrong(in.currentName(), "a number");
    }
  }

  private byte[] base64() throws MalformedOtlpException {
    String text = text().toString().replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw wrong(in.currentName(), "base64");
    }
  }

  private void id(int field, MessageWriter out) throws MalformedOtlpException {
    String text = text().toString();
    if (text.isEmpty()) {
      return;
    }
    try {
      out.bytesField(field, HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException e) {
      throw wrong(in.currentName(), "hexadecimal digits");
    }
  }

  private long enumeration(String prefix, String[] names) throws MalformedOtlpException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      return number();
    }
    String text = in.getString().toUpperCase(Locale.ROOT);
    for (int i = 0; i < names.length; i++) {
      if (text.equals(prefix + names[i])) {
        return i;
      }
    }
    return number();
  }

  private MalformedOtlpException wrong(@Nullable String field, String expected) {
    return new MalformedOtlpException(
        field + " is " + in.currentToken() + " where " + expected + " was expected",
        in.currentTokenLocation().getByteOffset());
  }
}
