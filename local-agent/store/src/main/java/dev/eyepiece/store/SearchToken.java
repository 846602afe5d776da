package dev.eyepiece.store;

/**
 * A stretch of a search's text and what it is, so that it can be coloured.
 *
 * @param start index of its first character
 * @param end index behind its last
 */
public record SearchToken(Kind kind, int start, int end) {

  /** What a stretch of text is. */
  public enum Kind {
    /** A word or a phrase that is looked for anywhere. */
    WORD,
    /** A key, without its colon. */
    KEY,
    /** A colon, a comparison, a minus, a relation of spans. */
    OPERATOR,
    /** A value that a key is compared with. */
    VALUE,
    /** A regular expression with its slashes. */
    REGEX,
    /** {@code AND}, {@code OR}, {@code NOT}, {@code TO}. */
    KEYWORD,
    /** A parenthesis, a bracket or a brace. */
    BRACKET,
    /** The name of an aggregate. */
    FUNCTION,
    /** What follows the place where the search breaks. */
    UNREAD
  }
}
