package dev.eyepiece.ottl.corpus;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows of {@code docs/ottl-differences.md} that random rules come to, by what they show. */
enum KnownDifference {
  THE_COLLECTOR_ENDS,
  AN_ARGUMENT_IS_GIVEN_TWICE,
  A_BRACE_IS_NOT_CLOSED,
  A_TIME_WRAPS_AROUND,
  ANOTHER_LANGUAGE,
  THE_INSIDE_OF_GO,
  AMISS_BEHIND_A_GOOD_BEGINNING,
  A_LIST_OF_A_RECORD_IN_A_LIST,
  A_MAP_OF_GO_IN_A_LIST,
  /** Nothing in one answer shows it: the collector is asked again. */
  AN_ORDER_BY_CHANCE;

  private static final Pattern MISSING = Pattern.compile(": the argument \\w+ is missing");
  private static final Pattern GIVES_MAP = Pattern.compile("\\b(URL|UserAgent)\\(");
  private static final Pattern INSIDE =
      Pattern.compile("0x[0-9a-f]{9,}|\\{[0-9a-f]{9,} |map\\[%!|internal\\W?AnyValue");

  /** The row that a case belongs to whose results differ; {@code null} when there is none. */
  static @Nullable KnownDifference of(String text, String expected, String found) {
    for (KnownDifference each : values()) {
      if (each.shows(text, expected, found)) {
        return each;
      }
    }
    return null;
  }

  private boolean shows(String text, String expected, String found) {
    return switch (this) {
      case THE_COLLECTOR_ENDS -> expected.contains("\"message\":\"panic: ");
      case AN_ARGUMENT_IS_GIVEN_TWICE ->
          found.contains("\"error\":\"parse\"")
              && !expected.contains("\"error\":\"parse\"")
              && MISSING.matcher(found).find();
      case A_BRACE_IS_NOT_CLOSED -> found.contains("is no pattern: a brace is not closed");
      case A_TIME_WRAPS_AROUND -> found.contains(" is out of the range of times");
      case ANOTHER_LANGUAGE -> found.contains("only a part of this language is known here");
      case THE_INSIDE_OF_GO -> text.contains("Format(") && INSIDE.matcher(expected).find();
      case AMISS_BEHIND_A_GOOD_BEGINNING -> found.contains(": not XPath: ");
      case A_LIST_OF_A_RECORD_IN_A_LIST -> expected.contains("<Invalid value type pcommon.");
      case A_MAP_OF_GO_IN_A_LIST ->
          GIVES_MAP.matcher(text).find() && found.contains("a map cannot be ");
      case AN_ORDER_BY_CHANCE -> false;
    };
  }
}
