package dev.eyepiece.ottl.syntax;

import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values of literal tokens. What is wrong with one goes to the consumer, then it is {@code null}.
 */
final class Literals {
  private Literals() {}

  static byte @Nullable [] bytes(Token token, Consumer<String> refuse) {
    String digits = token.text().substring(2);
    if (digits.length() % 2 != 0) {
      refuse.accept("expected an even number of hexadecimal digits");
      return null;
    }
    return HexFormat.of().parseHex(digits);
  }

  static @Nullable Long whole(Token token, Consumer<String> refuse) {
    try {
      // A zero in front makes it octal.
      String digits = token.text();
      return Long.valueOf(digits, digits.length() > 1 && digits.startsWith("0") ? 8 : 10);
    } catch (NumberFormatException e) {
      refuse.accept("expected a whole number of at most 9223372036854775807");
      return null;
    }
  }

  static @Nullable Double real(Token token, Consumer<String> refuse) {
    double value = Double.parseDouble(token.text());
    if (Double.isInfinite(value)) {
      refuse.accept("expected a number within the range of a double");
      return null;
    }
    return value;
  }

  /** Text without its quotes; escapes are Go's, and a byte escape is a code point. */
  static @Nullable String text(Token token, Consumer<String> refuse) {
    String raw = token.text();
    int end = raw.length() - 1;
    if (raw.indexOf('\\') < 0) {
      return raw.substring(1, end);
    }
    StringBuilder text = new StringBuilder(end);
    int at = 1;
    while (at < end) {
      char c = raw.charAt(at++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = raw.charAt(at++);
      int digits =
          switch (escape) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
          };
      int simple = "abfnrtv\\\"".indexOf(escape);
      int codePoint = -1;
      if (simple >= 0) {
        codePoint = "\u0007\b\f\n\r\t\u000b\\\"".charAt(simple);
      } else if (digits > 0) {
        codePoint = number(raw, at, digits, 16, end);
        at += digits;
      } else if (escape >= '0' && escape <= '7') {
        codePoint = number(raw, at - 1, 3, 8, end);
        codePoint = codePoint > 255 ? -1 : codePoint;
        at += 2;
      }
      boolean surrogate = codePoint >= 0xd800 && codePoint < 0xe000;
      if (codePoint < 0 || codePoint > Character.MAX_CODE_POINT || surrogate) {
        refuse.accept(
            "the escape \\"
                + escape
                + " is not one of \\a \\b \\f \\n \\r \\t \\v \\\\ \\\" \\ooo \\xhh \\uhhhh"
                + " \\Uhhhhhhhh (a backslash for a pattern is written \\\\)");
        return null;
      }
      text.appendCodePoint(codePoint);
    }
    return text.toString();
  }

  private static int number(String raw, int from, int digits, int radix, int end) {
    if (from + digits > end) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(raw.charAt(i), radix);
      if (digit < 0 || raw.charAt(i) > 'f') {
        return -1;
      }
      value = value * radix + digit;
    }
    return value > Character.MAX_CODE_POINT ? -1 : (int) value;
  }
}
