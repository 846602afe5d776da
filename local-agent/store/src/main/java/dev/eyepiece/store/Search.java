package dev.eyepiece.store;

import java.time.InstantSource;
import java.util.List;

/**
 * A parsed search. The language: words and quoted phrases match text anywhere in a span, {@code
 * key:value} matches a field or an attribute, {@code /.../} is a regular expression, {@code -}
 * negates, a space means and, {@code OR} and parentheses group, braces choose spans by how they
 * stand in their trace. {@code docs/search.md} has the grammar. Ranges ({@code key:[1 TO 5]}) are
 * two comparisons.
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
   * A regular expression that is found in one of the texts that a word is looked for in.
   *
   * @param pattern in the syntax of RE2, not anchored; case counts, and a dot stands for any
   *     character
   */
  record WordMatch(String pattern) implements Search {}

  /**
   * A comparison with a field or an attribute.
   *
   * @param key a built-in field ({@code service}, {@code name}, {@code status}, {@code kind},
   *     {@code duration}, {@code trace}, {@code span}, {@code parent}, {@code scope}, {@code links}
   *     for how many there are, ...), else the key of a span attribute or, where the span has none,
   *     of a resource attribute; see {@link SearchAliases} for attributes that were renamed
   * @param value as written; {@code *} stands for any text under {@link Op#EQ}
   */
  record Field(String key, Op op, String value) implements Search {}

  /**
   * A regular expression that is found in the text of a field or an attribute.
   *
   * @param key as of {@link Field}
   * @param pattern as of {@link WordMatch}
   */
  record FieldMatch(String key, String pattern) implements Search {}

  /**
   * A comparison of a time of the record.
   *
   * @param op any but {@link Op#EXISTS}
   * @param unixNano nanoseconds since 1970; what was relative is so no more
   */
  record Moment(Clock clock, Op op, long unixNano) implements Search {}

  /**
   * Spans that a statement about whole traces selects. Of log records and samples: those that
   * belong to such a span. Never inside another.
   */
  record InTrace(SpanSet set) implements Search {}

  /** Which of a record's times. */
  enum Clock {
    /** Where the record lies: a span's start, a log record's time, a point's time. */
    TIME,
    /** A span's start; the start of a point's interval. */
    START,
    /** A span's end. */
    END
  }

  /** How a field is compared. */
  enum Op {
    EQ,
    GT,
    GE,
    LT,
    LE,
    /** The field is there, whatever its value: {@code key:*}. */
    EXISTS;

    /** The same of numbers that are not equal. */
    public Op strict() {
      return switch (this) {
        case GE -> GT;
        case LE -> LT;
        case EQ, GT, LT, EXISTS -> this;
      };
    }
  }

  /** Reads a search; an empty or blank one is {@link All}. Relative times count from now. */
  static Search parse(String text) throws SearchSyntaxException {
    return parse(text, InstantSource.system());
  }

  /**
   * Reads a search.
   *
   * @param clock tells what relative times count from
   */
  static Search parse(String text, InstantSource clock) throws SearchSyntaxException {
    return SearchReading.of(text, clock).search();
  }
}
