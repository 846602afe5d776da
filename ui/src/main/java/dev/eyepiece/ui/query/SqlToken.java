package dev.eyepiece.ui.query;

/**
 * A word or sign of a statement.
 *
 * @param start offset in the text
 * @param end offset after it
 */
record SqlToken(int start, int end, Kind kind) {

  /** What it is. */
  enum Kind {
    KEYWORD,
    NAME,
    /** A name in double quotes. */
    QUOTED,
    /** A text in single quotes. */
    TEXT,
    NUMBER,
    OPERATOR,
    PUNCTUATION,
    COMMENT
  }

  String in(String text) {
    return text.substring(start, end);
  }
}
