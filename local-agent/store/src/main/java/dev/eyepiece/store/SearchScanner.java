package dev.eyepiece.store;

import dev.eyepiece.store.SearchToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Goes through the text of a search, and remembers what each stretch of it was. */
final class SearchScanner {
  private static final int MAX_LENGTH = 4096;

  private final String text;
  private final List<SearchToken> tokens = new ArrayList<>();
  private int at;
  private boolean inBraces;

  SearchScanner(String text) {
    this.text = text;
  }

  List<SearchToken> tokens() {
    return List.copyOf(tokens);
  }

  int at() {
    return at;
  }

  void checkLength() throws SearchSyntaxException {
    if (text.length() > MAX_LENGTH) {
      throw new SearchSyntaxException(
          "a search of " + text.length() + " characters (expected: at most " + MAX_LENGTH + ")",
          MAX_LENGTH);
    }
  }

  /** Whether a brace that closes ends a word. */
  void inBraces(boolean now) {
    inBraces = now;
  }

  boolean isInBraces() {
    return inBraces;
  }

  boolean atEnd() {
    return at == text.length();
  }

  /** The character some places ahead; 0 behind the end. */
  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  boolean isNext(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  /** Goes over a symbol if it comes next. */
  boolean take(String symbol, Kind kind) {
    if (!text.startsWith(symbol, at)) {
      return false;
    }
    at += symbol.length();
    tokens.add(new SearchToken(kind, at - symbol.length(), at));
    return true;
  }

  void expect(char bracket) throws SearchSyntaxException {
    skipSpace();
    if (!take(String.valueOf(bracket), Kind.BRACKET)) {
      throw wrong("'" + bracket + "' was expected");
    }
  }

  boolean isKeyword(String word) {
    int end = at + word.length();
    return text.startsWith(word, at)
        && (end == text.length()
            || !isBare(text.charAt(end))
            || (inBraces && text.charAt(end) == '}'));
  }

  boolean keyword(String word) {
    skipSpace();
    return isKeyword(word) && take(word, Kind.KEYWORD);
  }

  void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /** A run of characters that is ended by a blank, a parenthesis, a quote or one of some others. */
  String bare(String also, Kind kind) {
    int start = at;
    int open = 0;
    while (at < text.length() && isBare(text.charAt(at)) && also.indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at);
      if (inBraces && c == '}' && open-- == 0) {
        break;
      }
      open += c == '{' ? 1 : 0;
      at++;
    }
    if (at > start) {
      tokens.add(new SearchToken(kind, start, at));
    }
    return text.substring(start, at);
  }

  /** A run up to a colon, or what stands in quotes: a key before a colon, else a word. */
  String key() throws SearchSyntaxException {
    int start = at;
    String found = isNext('"') ? quoted(Kind.WORD) : bare(":", Kind.WORD);
    if (at > start && isNext(':')) {
      tokens.removeLast();
      tokens.add(new SearchToken(Kind.KEY, start, at));
    }
    return found;
  }

  String quoted(Kind kind) throws SearchSyntaxException {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        tokens.add(new SearchToken(kind, start, at));
        return value.toString();
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      value.append(c);
    }
    at = start;
    throw new SearchSyntaxException("the quote that starts here is not ended", start);
  }

  /**
   * Whether a regular expression comes next: a slash that is closed by the next one that no
   * backslash stands before, with nothing directly behind it. {@code /api/cart} is none.
   */
  boolean isRegex() {
    int end = regexEnd();
    return end > at + 1
        && (end + 1 == text.length()
            || !isBare(text.charAt(end + 1))
            || (inBraces && text.charAt(end + 1) == '}'));
  }

  private int regexEnd() {
    if (!isNext('/')) {
      return -1;
    }
    for (int i = at + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '/') {
        return i;
      }
    }
    return -1;
  }

  /** The pattern between slashes, in which an escaped slash is one. */
  String regex() throws SearchSyntaxException {
    int end = regexEnd();
    String pattern = text.substring(at + 1, end).replace("\\/", "/");
    RegexCheck.check(pattern, at + 1);
    tokens.add(new SearchToken(Kind.REGEX, at, end + 1));
    at = end + 1;
    return pattern;
  }

  /** The rest of the text is none of the language. */
  void unread() {
    skipSpace();
    int end = text.stripTrailing().length();
    if (at < end) {
      tokens.add(new SearchToken(Kind.UNREAD, at, end));
    }
  }

  private static boolean isBare(char c) {
    return !Character.isWhitespace(c) && c != '(' && c != ')' && c != '"';
  }

  SearchSyntaxException wrong(String message) {
    String found =
        at >= text.length() ? "the end" : String.format(Locale.ROOT, "'%c'", text.charAt(at));
    return new SearchSyntaxException(message + ", found " + found, Math.min(at, text.length()));
  }
}
