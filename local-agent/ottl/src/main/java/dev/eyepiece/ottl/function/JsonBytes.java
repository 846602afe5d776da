package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.Utf8;
import java.nio.charset.StandardCharsets;

/** The words of JSON in UTF-8: texts, numbers, literals. For one thread. */
final class JsonBytes {
  static final int END = -1;

  /** Integers up to this and powers of ten up to 22 are doubles exactly. */
  private static final long EXACT = 1L << 53;

  private static final double[] POWERS = new double[23];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private final byte[] bytes;
  private int at;

  JsonBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  OttlException wrong(String expected) {
    String found =
        at < bytes.length
            ? "\""
                + new String(bytes, at, Math.min(12, bytes.length - at), StandardCharsets.UTF_8)
                + "\""
            : "the end";
    return new OttlException("not JSON: expected " + expected + " at " + at + ", found " + found);
  }

  /** Skips blanks; answers the byte that is next, or {@link #END}. */
  int skipBlanks() {
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b != ' ' && b != '\n' && b != '\t' && b != '\r') {
        return b;
      }
      at++;
    }
    return END;
  }

  void next() {
    at++;
  }

  void expect(char sign) {
    if (skipBlanks() != sign) {
      throw wrong("\"" + sign + "\"");
    }
    at++;
  }

  <T> T word(String word, T value) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= bytes.length || bytes[at + i] != word.charAt(i)) {
        throw wrong(word);
      }
    }
    at += word.length();
    return value;
  }

  /** A text; its quote is next. */
  Utf8 text() {
    int start = ++at;
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b == '"') {
        return Utf8.copyOf(bytes, start, at++ - start);
      }
      if (b == '\\') {
        return escaped(start);
      }
      if (b >= 0 && b < ' ') {
        throw wrong("a character that is no control");
      }
      at++;
    }
    throw wrong("the end of a text");
  }

  private Utf8 escaped(int start) {
    Bytes out = new Bytes(at - start + 32);
    int from = start;
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b == '"') {
        out.append(bytes, from, at++);
        return out.toText();
      }
      if (b == '\\') {
        out.append(bytes, from, at);
        escape(out);
        from = at;
        continue;
      }
      if (b >= 0 && b < ' ') {
        throw wrong("a character that is no control");
      }
      at++;
    }
    throw wrong("the end of a text");
  }

  private void escape(Bytes out) {
    int known = at + 1 < bytes.length ? "\"\\/bfnrtu".indexOf(bytes[at + 1]) : -1;
    if (known < 0) {
      throw wrong("an escape");
    }
    at += 2;
    if (known < 8) {
      out.append((byte) "\"\\/\b\f\n\r\t".charAt(known));
      return;
    }
    int unit = unit();
    if (Character.isHighSurrogate((char) unit)
        && at + 1 < bytes.length
        && bytes[at] == '\\'
        && bytes[at + 1] == 'u') {
      int before = at;
      at += 2;
      int low = unit();
      if (Character.isLowSurrogate((char) low)) {
        out.append(Character.toString(Character.toCodePoint((char) unit, (char) low)));
        return;
      }
      at = before;
    }
    // Half of a pair alone stands for the replacement character.
    out.append(Character.isSurrogate((char) unit) ? "\ufffd" : Character.toString(unit));
  }

  private int unit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < bytes.length ? Character.digit(bytes[at], 16) : -1;
      if (digit < 0) {
        throw wrong("four hexadecimal digits");
      }
      unit = unit * 16 + digit;
      at++;
    }
    return unit;
  }

  double number() {
    int start = at;
    boolean negative = peek() == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    int digitsStart = at;
    while (isDigit()) {
      value = value < EXACT / 16 ? value * 10 + bytes[at] - '0' : EXACT;
      at++;
    }
    int digits = at - digitsStart;
    if (digits == 0 || (digits > 1 && bytes[digitsStart] == '0')) {
      at = start;
      throw wrong("a value");
    }
    int scale = 0;
    if (peek() == '.') {
      at++;
      int fraction = at;
      while (isDigit()) {
        value = value < EXACT / 16 ? value * 10 + bytes[at] - '0' : EXACT;
        at++;
      }
      scale = at - fraction;
      if (scale == 0) {
        throw wrong("a digit");
      }
    }
    boolean exponent = peek() == 'e' || peek() == 'E';
    if (exponent) {
      exponent();
    }
    if (!exponent && value < EXACT && scale < POWERS.length) {
      double exact = value / POWERS[scale];
      return negative ? -exact : exact;
    }
    double parsed =
        Double.parseDouble(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
    if (Double.isInfinite(parsed)) {
      throw new OttlException("a number is out of the range of a double");
    }
    return parsed;
  }

  private void exponent() {
    at++;
    if (peek() == '+' || peek() == '-') {
      at++;
    }
    if (!isDigit()) {
      throw wrong("a digit");
    }
    while (isDigit()) {
      at++;
    }
  }

  private int peek() {
    return at < bytes.length ? bytes[at] : END;
  }

  private boolean isDigit() {
    return at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9';
  }
}
