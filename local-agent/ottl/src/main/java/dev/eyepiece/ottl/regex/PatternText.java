package dev.eyepiece.ottl.regex;

/** The text of a pattern and the place that was read up to; reads escapes. */
final class PatternText {
  private final String text;
  private int at;

  PatternText(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** Whether so many characters are left. */
  boolean has(int chars) {
    return at + chars <= text.length();
  }

  int place() {
    return at;
  }

  void goTo(int place) {
    at = place;
  }

  /** The character so many behind the next one; 0 behind the end. */
  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  /** Where a text stands, from the next character on; -1 when nowhere. */
  int find(String wanted) {
    return text.indexOf(wanted, at);
  }

  /** The same, so many characters behind the next one. */
  int find(String wanted, int ahead) {
    return text.indexOf(wanted, at + ahead);
  }

  String from(int start) {
    return text.substring(start, at);
  }

  String rest(int start) {
    return text.substring(start);
  }

  /** The next code point; -1 at the end. */
  int next() {
    if (atEnd()) {
      return -1;
    }
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  RegexSyntaxException wrong(String what, int start) {
    return new RegexSyntaxException(what, from(start));
  }

  RegexSyntaxException wrongAsAWhole(String what) {
    return new RegexSyntaxException(what, text);
  }

  /** The character that an escape stands for; its backslash is next. */
  int escape() throws RegexSyntaxException {
    int start = at++;
    if (atEnd()) {
      throw new RegexSyntaxException("trailing backslash at end of expression", "");
    }
    int c = next();
    int value =
        switch (c) {
          case '0' -> octal(c);
          case '1', '2', '3', '4', '5', '6', '7' -> isOctal(peek(0)) ? octal(c) : -1;
          case 'x' -> hex();
          case 'a' -> 7;
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'v' -> 0xb;
          default -> c < 128 && !isAlphanumeric(c) ? c : -1;
        };
    if (value < 0) {
      throw wrong("invalid escape sequence", start);
    }
    return value;
  }

  private int octal(int first) {
    int value = first - '0';
    for (int i = 0; i < 2 && isOctal(peek(0)); i++) {
      value = value * 8 + next() - '0';
    }
    return value;
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  private int hex() {
    int first = next();
    if (first != '{') {
      int high = digit(first);
      int low = first < 0 ? -1 : digit(next());
      return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
    int value = 0;
    int digits = 0;
    for (int c = next(); c != '}'; c = next()) {
      int digit = digit(c);
      value = value * 16 + digit;
      digits++;
      if (digit < 0 || value > CodePoints.MAX) {
        return -1;
      }
    }
    return digits == 0 ? -1 : value;
  }

  private static int digit(int c) {
    return c >= 0 && c < 128 ? Character.digit(c, 16) : -1;
  }

  static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /**
   * A decimal number without leading zeros; -1 when there is none, a large one when it is large.
   */
  int number() {
    if (!Character.isDigit(peek(0)) || peek(0) > '9') {
      return -1;
    }
    if (peek(0) == '0' && peek(1) >= '0' && peek(1) <= '9') {
      return -1;
    }
    int value = 0;
    while (peek(0) >= '0' && peek(0) <= '9') {
      value = Math.min(value * 10 + (peek(0) - '0'), 1 << 20);
      at++;
    }
    return value;
  }
}
