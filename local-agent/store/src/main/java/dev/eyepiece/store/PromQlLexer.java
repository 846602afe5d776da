package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a PromQL expression into tokens. */
final class PromQlLexer {
  private static final int MAX_LENGTH = 8192;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern DURATION = Pattern.compile("(?:\\d{1,12}(?:ms|[smhdwy]))+");
  private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,12})(ms|[smhdwy])");
  private static final Pattern NUMBER =
      Pattern.compile(
          "0[xX][0-9a-fA-F]{1,15}"
              + "|(?:\\d{1,300}(?:\\.\\d{0,300})?|\\.\\d{1,300})(?:[eE][+-]?\\d{1,3})?");
  private static final List<String> SYMBOLS =
      List.of(
          "=~", "!~", "!=", "==", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "%", "^", "(", ")",
          "{", "}", "[", "]", ",", "@");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  /** What a token is. */
  enum Kind {
    NAME,
    NUMBER,
    /** A number of seconds that was written with a unit. */
    DURATION,
    TEXT,
    SYMBOL,
    END
  }

  /**
   * @param text of a quoted text what stands in it
   * @param value of a number or a duration
   * @param start index of its first character
   */
  record Token(Kind kind, String text, double value, int start) {}

  private PromQlLexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) throws PromQlException {
    if (text.length() > MAX_LENGTH) {
      throw new PromQlException(
          "an expression of " + text.length() + " characters (expected: at most 8192)", MAX_LENGTH);
    }
    PromQlLexer lexer = new PromQlLexer(text);
    while (lexer.skip()) {
      lexer.token();
    }
    lexer.tokens.add(new Token(Kind.END, "the end", 0, text.length()));
    return lexer.tokens;
  }

  /** Goes over blanks and comments; false at the end. */
  private boolean skip() {
    while (at < text.length()) {
      if (text.charAt(at) == '#') {
        int line = text.indexOf('\n', at);
        at = line < 0 ? text.length() : line;
      } else if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void token() throws PromQlException {
    char c = text.charAt(at);
    if (c == '"' || c == '\'' || c == '`') {
      quoted(c);
      return;
    }
    Matcher name = NAME.matcher(text).region(at, text.length());
    if (name.lookingAt()) {
      add(Kind.NAME, name.group(), 0);
      return;
    }
    Matcher duration = DURATION.matcher(text).region(at, text.length());
    if (duration.lookingAt() && !continues(duration.end())) {
      add(Kind.DURATION, duration.group(), seconds(duration.group()));
      return;
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (number.lookingAt()) {
      if (continues(number.end())) {
        throw new PromQlException("a number or a duration such as 5m was expected", at);
      }
      add(Kind.NUMBER, number.group(), number(number.group()));
      return;
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        add(Kind.SYMBOL, symbol, 0);
        return;
      }
    }
    throw new PromQlException("'" + c + "' is no part of the language", at);
  }

  private void add(Kind kind, String found, double value) {
    tokens.add(new Token(kind, found, value, at));
    at += found.length();
  }

  private boolean continues(int end) {
    return end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_');
  }

  private static double number(String digits) {
    return digits.startsWith("0x") || digits.startsWith("0X")
        ? (double) Long.parseLong(digits.substring(2), 16)
        : Double.parseDouble(digits);
  }

  private static double seconds(String duration) {
    double seconds = 0;
    Matcher part = DURATION_PART.matcher(duration);
    while (part.find()) {
      seconds +=
          Double.parseDouble(part.group(1))
              * switch (part.group(2)) {
                case "ms" -> 0.001;
                case "m" -> 60;
                case "h" -> 3600;
                case "d" -> 86_400;
                case "w" -> 7 * 86_400;
                case "y" -> 365 * 86_400;
                default -> 1;
              };
    }
    return seconds;
  }

  private void quoted(char quote) throws PromQlException {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c == '\\' && quote != '`' && at < text.length()) {
        c = escaped(text.charAt(at++));
      }
      value.append(c);
    }
    if (at >= text.length()) {
      throw new PromQlException("the quote that starts here is not ended", start);
    }
    at++;
    tokens.add(new Token(Kind.TEXT, value.toString(), 0, start));
  }

  private char escaped(char c) throws PromQlException {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '\\', '"', '\'' -> c;
      default ->
          throw new PromQlException(
              "an escape such as \\n or \\\\ was expected, found '\\" + c + "'", at - 2);
    };
  }
}
