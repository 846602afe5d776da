package dev.eyepiece.store;

import java.util.List;

/**
 * A parsed search. The language: words and quoted phrases match text anywhere in a span, {@code
 * key:value} matches a field or an attribute, {@code -} negates, a space means and, {@code OR} and
 * parentheses group.
 */
public sealed interface Search {

  /** Stands in a value for a star that was quoted and is no wildcard. */
  String LITERAL_STAR = "\uE000";

  /** Matches everything. */
  enum All implements Search {
    INSTANCE
  }

  record And(List<Search> parts) implements Search {}

  record Or(List<Search> parts) implements Search {}

  record Not(Search part) implements Search {}

  /**
   * Text anywhere: span name, service, status message, attribute values and event names; case is
   * ignored.
   */
  record Word(String text) implements Search {}

  /**
   * A comparison with a field or an attribute.
   *
   * @param key a built-in field ({@code service}, {@code name}, {@code status}, {@code kind},
   *     {@code duration}, {@code trace}, {@code span}, {@code parent}, {@code scope}, {@code links}
   *     for how many there are, ...), else the key of a span attribute or, where the span has none,
   *     of a resource attribute
   * @param value as written; {@code *} stands for any text under {@link Op#EQ}
   */
  record Field(String key, Op op, String value) implements Search {}

  /** How a field is compared. */
  enum Op {
    EQ,
    GT,
    GE,
    LT,
    LE,
    /** The field is there, whatever its value: {@code key:*}. */
    EXISTS
  }

  /** Reads a search; an empty or blank one is {@link All}. */
  static Search parse(String text) throws SearchSyntaxException {
    return SearchParser.parse(text);
  }
}
