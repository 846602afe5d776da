package dev.eyepiece.store;

import dev.eyepiece.store.marks.MarksView;
import dev.eyepiece.telemetry.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is asked of texts, case aside: to equal one, to have some pieces, or to have one piece.
 * Tells where nothing can match; a no is sure.
 */
final class TextTest {
  private final List<String> pieces;
  private final boolean whole;

  /** For values of numbers and flags, which are short and of ASCII. */
  private final Pattern pattern;

  private TextTest(List<String> pieces, boolean whole, Pattern pattern) {
    this.pieces = pieces;
    this.whole = whole;
    this.pattern = pattern;
  }

  /** Of {@link SearchSql#equal}: a star stands for any text. */
  static TextTest equal(String value) {
    String text = value.toLowerCase(Locale.ROOT);
    List<String> pieces =
        Arrays.stream(text.split("\\*", -1))
            .map(SearchSql::plain)
            .filter(piece -> !piece.isEmpty())
            .toList();
    boolean whole = text.indexOf('*') < 0;
    String pattern =
        Arrays.stream(text.split("\\*", -1))
            .map(piece -> Pattern.quote(SearchSql.plain(piece)))
            .reduce((left, right) -> left + ".*" + right)
            .orElse("");
    return new TextTest(pieces, whole, compiled(pattern));
  }

  /** Of a text that occurs in another. */
  static TextTest contains(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return new TextTest(
        lower.isEmpty() ? List.of() : List.of(lower),
        false,
        compiled(".*" + Pattern.quote(lower) + ".*"));
  }

  private static Pattern compiled(String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  }

  /** Whether a column of texts may have one that matches. */
  boolean mayMatch(MarksView view, String column) {
    if (pieces.isEmpty()) {
      return true;
    }
    return whole
        ? view.mayEqual(column, pieces.getFirst())
        : pieces.stream().allMatch(piece -> view.mayContain(column, piece));
  }

  /** Whether the one piece may occur in a column with a letter in upper case. */
  boolean mayMatchUpper(MarksView view, String column) {
    return pieces.isEmpty() || view.mayContainUpper(column, pieces.getFirst());
  }

  /** Whether a text may match. */
  boolean mayMatch(String text) {
    boolean ascii = isAscii(text) && pieces.stream().allMatch(TextTest::isAscii);
    return !ascii || pattern.matcher(text).matches();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** Whether the text of a number or flag may match; they have few letters. */
  boolean mayMatch(byte type) {
    String all = String.join("", pieces);
    return switch (type) {
      case ValueType.INT -> all.matches("[-0-9]*");
      case ValueType.REAL -> all.matches("[-+.0-9e]*");
      case ValueType.BOOL -> mayMatch("true") || mayMatch("false");
      default -> true;
    };
  }
}
