package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.List;

/**
 * What a statement wants of records beyond the columns that all sources have: each source says in
 * its own way how it is computed, and gives it the same name. For one statement.
 */
final class Asks {
  private final List<Ask> asks = new ArrayList<>();

  /** Something to compute for each record. */
  sealed interface Ask {}

  /** Where an attribute is looked for. */
  enum From {
    SPAN,
    RESOURCE,

    /** In the resource where the record has none. */
    BOTH
  }

  /** The text of an attribute, null where there is none. */
  record Text(String key, From from) implements Ask {}

  /** The number that an attribute is or reads as, null where it is none. */
  record Numeric(String key, From from) implements Ask {}

  /**
   * Whether the text of the first of some attributes that is there equals a value, case aside.
   *
   * @param value as of {@link Search.Field}
   */
  record Equal(List<String> keys, From from, String value) implements Ask {}

  /**
   * Whether the text of a column that all sources have equals a value, case aside.
   *
   * @param text SQL of it, which may have NULL for the empty one
   * @param value as of {@link Search.Field}
   */
  record ColumnEqual(String column, String text, String value) implements Ask {}

  /** Whether an event has this name, case aside. */
  record EventNamed(String value) implements Ask {}

  /** Whether a text occurs in anything that is searched for words, case aside. */
  record Word(String text) implements Ask {}

  /** Whether a regular expression is found in any text that is searched for words. */
  record WordMatch(String pattern) implements Ask {}

  /** The name of the scope. */
  record ScopeName() implements Ask {}

  /** Something that the points of a metric share, as text. */
  record OfMetric(MetricPart part) implements Ask {}

  /** What can be asked of a metric. */
  enum MetricPart {
    UNIT,
    TYPE,
    TEMPORALITY,
    MONOTONIC
  }

  /**
   * Whether a frame of the stack has this name.
   *
   * @param pattern in lower case, in which a star stands for any text
   */
  record InStack(String pattern) implements Ask {}

  /** Whether a regular expression is found in the name of a frame of the stack. */
  record FrameMatch(String pattern) implements Ask {}

  /** The name under which something is to be had. */
  String name(Ask ask) {
    int at = asks.indexOf(ask);
    if (at < 0) {
      at = asks.size();
      asks.add(ask);
    }
    return "k" + at;
  }

  List<Ask> all() {
    return asks;
  }
}
