package dev.eyepiece.ui.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a statement into words and signs, for colours and completion. Takes any text: what is not
 * closed goes to the end. Linear in the text.
 */
final class SqlLexer {
  static final Set<String> KEYWORDS =
      Set.of(
          "ALL",
          "AND",
          "AS",
          "ASC",
          "BETWEEN",
          "BY",
          "CASE",
          "CAST",
          "CROSS",
          "DESC",
          "DISTINCT",
          "ELSE",
          "END",
          "EXCEPT",
          "EXCLUDE",
          "EXISTS",
          "FALSE",
          "FILTER",
          "FIRST",
          "FROM",
          "FULL",
          "GROUP",
          "HAVING",
          "ILIKE",
          "IN",
          "INNER",
          "INTERSECT",
          "INTERVAL",
          "IS",
          "JOIN",
          "LAST",
          "LEFT",
          "LIKE",
          "LIMIT",
          "NOT",
          "NULL",
          "NULLS",
          "OFFSET",
          "ON",
          "OR",
          "ORDER",
          "OUTER",
          "OVER",
          "PARTITION",
          "QUALIFY",
          "RIGHT",
          "SELECT",
          "THEN",
          "TRUE",
          "UNION",
          "USING",
          "VALUES",
          "WHEN",
          "WHERE",
          "WINDOW",
          "WITH");

  private static final String OPERATORS = "+-*/%<>=!|&^~:";

  private final String text;
  private final List<SqlToken> tokens = new ArrayList<>();
  private int at;

  private SqlLexer(String text) {
    this.text = text;
  }

  static List<SqlToken> tokens(String text) {
    SqlLexer lexer = new SqlLexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    int start = at;
    if (Character.isWhitespace(c)) {
      at++;
    } else if (text.startsWith("--", at)) {
      int end = text.indexOf('\n', at);
      add(end < 0 ? text.length() : end, SqlToken.Kind.COMMENT);
    } else if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      add(end < 0 ? text.length() : end + 2, SqlToken.Kind.COMMENT);
    } else if (c == '\'' || c == '"') {
      add(quoted(c), c == '"' ? SqlToken.Kind.QUOTED : SqlToken.Kind.TEXT);
    } else if (isDigit(c)) {
      add(number(), SqlToken.Kind.NUMBER);
    } else if (Character.isLetter(c) || c == '_') {
      int end = at;
      while (end < text.length() && isName(text.charAt(end))) {
        end++;
      }
      boolean keyword = KEYWORDS.contains(text.substring(start, end).toUpperCase(Locale.ROOT));
      add(end, keyword ? SqlToken.Kind.KEYWORD : SqlToken.Kind.NAME);
    } else {
      boolean operator = OPERATORS.indexOf(c) >= 0;
      add(at + 1, operator ? SqlToken.Kind.OPERATOR : SqlToken.Kind.PUNCTUATION);
    }
  }

  private void add(int end, SqlToken.Kind kind) {
    tokens.add(new SqlToken(at, end, kind));
    at = end;
  }

  /** A quote within is written twice. */
  private int quoted(char quote) {
    int end = at + 1;
    while (end < text.length()) {
      if (text.charAt(end) != quote) {
        end++;
      } else if (end + 1 < text.length() && text.charAt(end + 1) == quote) {
        end += 2;
      } else {
        return end + 1;
      }
    }
    return end;
  }

  private int number() {
    int end = at;
    while (end < text.length() && (isName(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
