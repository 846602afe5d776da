package dev.eyepiece.ottl.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that is no telemetry value yet: a literal, or what some converters yield. Lists of one
 * element type differ from each other and from mixed ones in comparisons, as the language has it.
 *
 * @param items values at run time; {@code null} for nil
 */
public record ListValue(Kind kind, List<@Nullable Object> items) {
  /** What the elements are. */
  public enum Kind {
    ANY,
    TEXT,
    INT,
    UNSIGNED,
    REAL,
    BOOL,
    TIME
  }

  public static ListValue of(List<@Nullable Object> items) {
    return new ListValue(Kind.ANY, items);
  }

  /** Whether this is a list of the numbers of a data point. */
  boolean isNumbers() {
    return kind == Kind.UNSIGNED || kind == Kind.REAL;
  }
}
