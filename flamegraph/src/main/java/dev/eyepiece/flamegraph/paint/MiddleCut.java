package dev.eyepiece.flamegraph.paint;

/** Cuts names in the middle: their beginnings and ends tell most. */
final class MiddleCut {
  private static final String ELLIPSIS = "…";
  // No picture shows more of a name, and measuring it would cost.
  private static final int MAX_MEASURED = 1_000;

  private MiddleCut() {}

  /** The text if it takes at most {@code width} pixels, else as much of both ends as does. */
  static String cut(String name, int width, Glyphs glyphs) {
    String text = name;
    if (text.length() > MAX_MEASURED) {
      int half = MAX_MEASURED / 2;
      text = text.substring(0, half) + ELLIPSIS + text.substring(text.length() - half);
    }
    if (glyphs.width(text) <= width) {
      return text;
    }
    int room = width - glyphs.width(ELLIPSIS);
    int head = 0;
    int tail = text.length();
    boolean fromHead = true;
    while (head < tail) {
      int character = fromHead ? text.codePointAt(head) : text.codePointBefore(tail);
      room -= glyphs.glyph(character).advance();
      if (room < 0) {
        break;
      }
      if (fromHead) {
        head += Character.charCount(character);
      } else {
        tail -= Character.charCount(character);
      }
      fromHead = !fromHead;
    }
    return text.substring(0, head) + ELLIPSIS + text.substring(tail);
  }
}
