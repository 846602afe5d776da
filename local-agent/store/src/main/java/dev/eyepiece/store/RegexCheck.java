package dev.eyepiece.store;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Tells whether the stores' engines, which are RE2, can read a regular expression. */
final class RegexCheck {
  private static final int MAX_LENGTH = 1000;

  private RegexCheck() {}

  /**
   * Refuses a pattern.
   *
   * @param position where it starts, for the error
   */
  static void check(String pattern, int position) throws SearchSyntaxException {
    if (pattern.length() > MAX_LENGTH) {
      throw new SearchSyntaxException(
          "a regular expression of "
              + pattern.length()
              + " characters (expected: at most "
              + MAX_LENGTH
              + ")",
          position);
    }
    try {
      var _ = Pattern.compile(pattern, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new SearchSyntaxException(
          "a regular expression in the syntax of RE2 was expected, found " + e.getDescription(),
          position);
    }
  }
}
