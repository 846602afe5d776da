package dev.eyepiece.stacks.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Scripts and styles that pictures carry with them. */
final class Assets {
  private Assets() {}

  static String text(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Text inside XML or HTML; characters that XML does not know become U+FFFD. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
      }
    }
    return out.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  /** Cut in the middle to at most so many characters, with an ellipsis; at least one is left. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int room = Math.max(1, length - 1);
    int tail = room / 2;
    int head = room - tail;
    if (head > 0 && Character.isHighSurrogate(text.charAt(head - 1))) {
      head--;
    }
    int from = text.length() - tail;
    if (from < text.length() && Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    return text.substring(0, head) + "…" + text.substring(from);
  }
}
