package dev.eyepiece.telemetry;

import dev.eyepiece.telemetry.PlainJsonReader.NotPlain;
import java.util.HexFormat;

/** The texts of a JSON document, as UTF-8 (RFC 8259, section 7). For one thread. */
final class JsonTextReader {
  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final byte[] json;
  private boolean escaped;
  private byte[] unescaped = {};
  private int length;

  JsonTextReader(byte[] json) {
    this.json = json;
  }

  /**
   * Where the text that begins here has its last quote.
   *
   * @throws NotPlain when it has none, or holds what no text of JSON does
   */
  int end(int from) throws NotPlain {
    escaped = false;
    int seen = 0;
    int at = plain(from);
    while (at < json.length) {
      int b = json[at];
      if (b == '"') {
        if (seen < 0 && !Utf8Check.isWellFormed(json, from, at - from)) {
          throw new NotPlain();
        }
        return at;
      }
      seen |= b;
      if (b == '\\') {
        escaped = true;
        at++;
      } else if (b >= 0 && b < ' ') {
        throw new NotPlain();
      }
      at++;
    }
    throw new NotPlain();
  }

  /**
   * Passes what is neither a quote, an escape, a control nor beyond ASCII, eight bytes at a time.
   */
  private int plain(int from) {
    int at = from;
    while (at <= json.length - Long.BYTES) {
      long word = (long) LittleEndian.LONG.get(json, at);
      long quote = word ^ (ONES * '"');
      long escape = word ^ (ONES * '\\');
      // A byte's high bit is set where it is 0 after the subtraction, or below a blank, or no
      // ASCII.
      long any = ((quote - ONES) | (escape - ONES) | (word - ONES * ' ') | word) & HIGH_BITS;
      if (any != 0) {
        // The first that is set is right; those above it may stem from a borrow.
        return at + Long.numberOfTrailingZeros(any) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    return at;
  }

  /** Whether what {@link #end} passed has escapes. */
  boolean isEscaped() {
    return escaped;
  }

  /** What {@link #unescape} made of a text; its array is used again. */
  byte[] unescaped() {
    return unescaped;
  }

  int unescapedLength() {
    return length;
  }

  /** Takes the escapes out of a text that {@link #end} passed. */
  void unescape(int from, int end) throws NotPlain {
    // No escape is shorter than what it stands for.
    if (unescaped.length < end - from) {
      unescaped = new byte[Math.max(end - from, 2 * unescaped.length)];
    }
    length = 0;
    int at = from;
    while (at < end) {
      byte b = json[at++];
      if (b != '\\') {
        unescaped[length++] = b;
      } else if (json[at] != 'u') {
        int escape = ESCAPES.indexOf(json[at++]);
        if (escape < 0) {
          throw new NotPlain();
        }
        unescaped[length++] = (byte) ESCAPED.charAt(escape);
      } else {
        at = unicode(at + 1, end);
      }
    }
  }

  private int unicode(int from, int end) throws NotPlain {
    int unit = unit(from, end);
    int at = from + 4;
    int point = unit;
    if (Character.isSurrogate((char) unit)) {
      boolean pair = at + 6 <= end && json[at] == '\\' && json[at + 1] == 'u';
      int low = pair ? unit(at + 2, end) : 0;
      if (!Character.isSurrogatePair((char) unit, (char) low)) {
        throw new NotPlain();
      }
      point = Character.toCodePoint((char) unit, (char) low);
      at += 6;
    }
    put(point);
    return at;
  }

  private int unit(int from, int end) throws NotPlain {
    if (from + 4 > end) {
      throw new NotPlain();
    }
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      if (!HexFormat.isHexDigit(json[i])) {
        throw new NotPlain();
      }
      unit = unit << 4 | HexFormat.fromHexDigit(json[i]);
    }
    return unit;
  }

  private void put(int point) {
    if (point < 0x80) {
      unescaped[length++] = (byte) point;
      return;
    }
    int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    int lead = 0xF0 << (3 - more);
    unescaped[length++] = (byte) (lead | point >> (6 * more));
    for (int i = more - 1; i >= 0; i--) {
      unescaped[length++] = (byte) (0x80 | (point >> (6 * i) & 0x3F));
    }
  }
}
