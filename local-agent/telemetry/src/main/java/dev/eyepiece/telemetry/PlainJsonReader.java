package dev.eyepiece.telemetry;

import dev.eyepiece.telemetry.MessageSchema.Field;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that programs write into protobuf bytes, straight from byte to byte. It gives up
 * on whatever is rare or wrong, such as unknown fields, base64, names of enums and errors of any
 * kind: that is for {@link JsonReader}, which takes and refuses what OTLP says and says why. What
 * this reads, that one reads to the same bytes. For one thread.
 */
final class PlainJsonReader {
  /** Digits of which a long holds any. */
  private static final int MOST_DIGITS = 18;

  private static final int MOST_REAL = 30;
  private static final int MOST_TEXT = 16 << 20;

  private final byte[] json;
  private final JsonTextReader text;
  private final MessageWriter out;
  private int at;

  private PlainJsonReader(byte[] json) {
    this.json = json;
    text = new JsonTextReader(json);
    // Half of JSON is keys and quotes.
    out = new MessageWriter(json.length / 2);
  }

  /** What ends a reading that gives up: no error, and so without a trace. */
  static final class NotPlain extends Exception {
    private static final long serialVersionUID = 1;

    NotPlain() {
      super("", null, false, false);
    }
  }

  /** The protobuf bytes of a request, null when it gives up. */
  static byte @Nullable [] read(MessageSchema schema, byte[] json) {
    PlainJsonReader reader = new PlainJsonReader(json);
    try {
      reader.blanks();
      reader.message(schema, 0);
      reader.blanks();
      return reader.at == json.length ? reader.out.toBytes() : null;
    } catch (NotPlain e) {
      return null;
    }
  }

  /** The next byte; 0, which JSON has nowhere, at the end. */
  private int peek() {
    return at < json.length ? json[at] : 0;
  }

  private void blanks() {
    for (int b = peek();
        b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
        b = peek()) {
      at++;
    }
  }

  private void expect(int wanted) throws NotPlain {
    if (peek() != wanted) {
      throw new NotPlain();
    }
    at++;
  }

  private boolean take(int wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private boolean takeWord(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= json.length || json[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  private void message(MessageSchema schema, int depth) throws NotPlain {
    if (depth > ProtoReader.MAX_DEPTH) {
      throw new NotPlain();
    }
    expect('{');
    blanks();
    if (take('}')) {
      return;
    }
    // Programs write fields in their order.
    int likely = 0;
    do {
      blanks();
      int place = name(schema, likely);
      if (place < 0) {
        throw new NotPlain();
      }
      likely = place + 1;
      blanks();
      expect(':');
      blanks();
      if (!takeWord("null")) {
        field(schema.at(place), depth);
      }
      blanks();
    } while (take(','));
    expect('}');
  }

  private int name(MessageSchema schema, int likely) throws NotPlain {
    expect('"');
    int length = schema.nameLength(json, at, likely);
    if (length > 0) {
      at += length + 1;
      return likely;
    }
    int from = at;
    while (at < json.length && json[at] != '"') {
      at++;
    }
    int place = schema.place(json, from, at, likely);
    expect('"');
    return place;
  }

  private void field(Field field, int depth) throws NotPlain {
    if (!field.repeated()) {
      value(field, depth);
      return;
    }
    boolean packed = field.kind().wireType != ProtoReader.LENGTH;
    int begun = packed ? out.begin(field.number()) : 0;
    expect('[');
    blanks();
    if (!take(']')) {
      do {
        blanks();
        if (packed) {
          scalar(field);
        } else {
          value(field, depth);
        }
        blanks();
      } while (take(','));
      expect(']');
    }
    if (packed) {
      out.end(begun);
    }
  }

  private void value(Field field, int depth) throws NotPlain {
    switch (field.kind()) {
      case MESSAGE -> {
        int message = out.begin(field.number());
        message(field.inner(), depth + 1);
        out.end(message);
      }
      case TEXT -> text(field);
      case ID -> id(field);
      case BYTES -> throw new NotPlain();
      default -> {
        out.tag(field.number(), field.kind().wireType);
        scalar(field);
      }
    }
  }

  private void text(Field field) throws NotPlain {
    expect('"');
    int from = at;
    at = text.end(from);
    int length = at - from;
    if (length > MOST_TEXT) {
      throw new NotPlain();
    }
    if (text.isEscaped()) {
      text.unescape(from, at);
      out.bytesField(field.number(), text.unescaped(), 0, text.unescapedLength());
    } else {
      out.bytesField(field.number(), json, from, length);
    }
    at++;
  }

  private void id(Field field) throws NotPlain {
    expect('"');
    int from = at;
    while (HexFormat.isHexDigit(peek())) {
      at++;
    }
    int length = at - from;
    expect('"');
    if (length % 2 != 0) {
      throw new NotPlain();
    }
    if (length > 0) {
      out.hexField(field.number(), json, from, length);
    }
  }

  private void scalar(Field field) throws NotPlain {
    switch (field.kind()) {
      case BOOL -> out.varint(bool() ? 1 : 0);
      case SINT32 -> {
        int value = (int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
        out.varint(Integer.toUnsignedLong((value << 1) ^ (value >> 31)));
      }
      case INT32 -> out.varint(whole(Integer.MIN_VALUE, Integer.MAX_VALUE));
      case ENUM -> out.varint(unquoted(Integer.MIN_VALUE, Integer.MAX_VALUE));
      case INT64 -> out.varint(whole(Long.MIN_VALUE, Long.MAX_VALUE));
      case SFIXED64 -> out.fixed64(whole(Long.MIN_VALUE, Long.MAX_VALUE));
      case UINT32 -> out.varint(whole(0, 0xFFFF_FFFFL));
      case UINT64 -> out.varint(whole(0, Long.MAX_VALUE));
      case FIXED32 -> out.fixed32((int) whole(0, 0xFFFF_FFFFL));
      case FIXED64 -> out.fixed64(whole(0, Long.MAX_VALUE));
      default -> out.fixed64(Double.doubleToRawLongBits(real()));
    }
  }

  private boolean bool() throws NotPlain {
    if (takeWord("true")) {
      return true;
    }
    if (takeWord("false")) {
      return false;
    }
    throw new NotPlain();
  }

  /** A whole number, as a number or as text. */
  private long whole(long least, long most) throws NotPlain {
    if (!take('"')) {
      return unquoted(least, most);
    }
    long value = unquoted(least, most);
    expect('"');
    return value;
  }

  private long unquoted(long least, long most) throws NotPlain {
    boolean negative = take('-');
    int from = at;
    long value = 0;
    for (int digit = peek() - '0'; digit >= 0 && digit <= 9; digit = peek() - '0') {
      value = value * 10 + digit;
      at++;
    }
    int digits = at - from;
    // A time has 19 digits: those that fit a long do.
    boolean fits = digits <= MOST_DIGITS || (digits == MOST_DIGITS + 1 && value > 0);
    boolean zeroFirst = digits > 0 && json[from] == '0' && (digits > 1 || negative);
    long signed = negative ? -value : value;
    if (digits == 0 || !fits || zeroFirst || signed < least || signed > most) {
      throw new NotPlain();
    }
    return signed;
  }

  /** A number of JSON's grammar (RFC 8259, section 6). */
  private double real() throws NotPlain {
    int from = at;
    take('-');
    int first = at;
    digits();
    if (json[first] == '0' && at - first > 1) {
      throw new NotPlain();
    }
    if (peek() != '.' && peek() != 'e' && peek() != 'E') {
      at = from;
      return (double) unquoted(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (take('.')) {
      digits();
    }
    if (take('e') || take('E')) {
      if (!take('-')) {
        take('+');
      }
      digits();
    }
    if (at - from > MOST_REAL) {
      throw new NotPlain();
    }
    double value =
        Double.parseDouble(new String(json, from, at - from, StandardCharsets.ISO_8859_1));
    if (Double.isInfinite(value)) {
      throw new NotPlain();
    }
    return value;
  }

  private void digits() throws NotPlain {
    int from = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == from) {
      throw new NotPlain();
    }
  }
}
