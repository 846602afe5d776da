package dev.eyepiece.ottl.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Text and characters as Go's source has them: in quotes, with escapes. */
final class Quoted {
  private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b";
  private static final String LETTERS = "abfnrtv";

  private Quoted() {}

  /**
   * A text in double quotes.
   *
   * @param ascii whether all that is not ASCII is escaped
   */
  static String text(String text, boolean ascii) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(point -> append(out, point, '"', ascii));
    return out.append('"').toString();
  }

  /** The same of bytes; those that are no UTF-8 are escaped. */
  static String bytes(byte[] bytes, boolean ascii) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < bytes.length; ) {
      int length = sequence(bytes, i);
      if (length == 0) {
        out.append("\\x").append(HexFormat.of().toHexDigits(bytes[i++]));
      } else {
        String one = new String(bytes, i, length, StandardCharsets.UTF_8);
        append(out, one.codePointAt(0), '"', ascii);
        i += length;
      }
    }
    return out.append('"').toString();
  }

  /**
   * The first characters of bytes; each byte that is no UTF-8 is one.
   *
   * @param most how many, -1 for all
   */
  static byte[] first(byte[] bytes, int most) {
    int end = 0;
    for (int count = 0; end < bytes.length && count != most; count++) {
      end += Math.max(1, sequence(bytes, end));
    }
    return Arrays.copyOf(bytes, end);
  }

  /** How many bytes the character at a place has; 0 when there is none. */
  private static int sequence(byte[] bytes, int at) {
    int lead = bytes[at] & 0xff;
    int length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length > bytes.length - at) {
      return 0;
    }
    byte[] one = Arrays.copyOfRange(bytes, at, at + length);
    String read = new String(one, StandardCharsets.UTF_8);
    boolean whole =
        read.codePointCount(0, read.length()) == 1
            && Arrays.equals(read.getBytes(StandardCharsets.UTF_8), one);
    return whole ? length : 0;
  }

  /** A character in single quotes. */
  static String character(int point, boolean ascii) {
    StringBuilder out = new StringBuilder("'");
    append(out, point, '\'', ascii);
    return out.append('\'').toString();
  }

  /** Whether a text can stand between backquotes, where nothing is escaped. */
  static boolean fitsBackquotes(String text) {
    return text.codePoints()
        .noneMatch(c -> (c < ' ' && c != '\t') || c == '`' || c == 0x7f || c == 0xfeff);
  }

  private static void append(StringBuilder out, int point, int quote, boolean ascii) {
    int letter = ESCAPED.indexOf(point);
    if (point == quote || point == '\\') {
      out.append('\\').append((char) point);
    } else if (isPrinted(point) && (!ascii || point < 0x80)) {
      out.appendCodePoint(point);
    } else if (letter >= 0) {
      out.append('\\').append(LETTERS.charAt(letter));
    } else if (point < ' ' || point == 0x7f) {
      out.append("\\x").append(HexFormat.of().toHexDigits(point, 2));
    } else if (point < 0x10000) {
      out.append("\\u").append(HexFormat.of().toHexDigits(point, 4));
    } else {
      out.append("\\U").append(HexFormat.of().toHexDigits(point, 8));
    }
  }

  /** Letters, marks, numbers, punctuation, symbols, and of blanks the one of ASCII. */
  static boolean isPrinted(long point) {
    if (point < 0 || point > Character.MAX_CODE_POINT) {
      return false;
    }
    return switch (Character.getType((int) point)) {
      case Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE ->
          point == ' ';
      default -> true;
    };
  }
}
