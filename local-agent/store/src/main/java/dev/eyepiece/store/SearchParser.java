package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the search language by recursive descent. */
final class SearchParser {
  private static final int MAX_LENGTH = 4096;
  private static final int MAX_DEPTH = 50;

  private final String text;
  private int at;

  private SearchParser(String text) {
    this.text = text;
  }

  static Search parse(String text) throws SearchSyntaxException {
    if (text.length() > MAX_LENGTH) {
      throw new SearchSyntaxException(
          "a search of " + text.length() + " characters (expected: at most " + MAX_LENGTH + ")",
          MAX_LENGTH);
    }
    SearchParser parser = new SearchParser(text);
    parser.skipSpace();
    if (parser.at == text.length()) {
      return Search.All.INSTANCE;
    }
    Search search = parser.or(0);
    if (parser.at < text.length()) {
      throw parser.wrong("')' without a '(' before it");
    }
    return search;
  }

  private Search or(int depth) throws SearchSyntaxException {
    if (depth > MAX_DEPTH) {
      throw wrong("parentheses nested deeper than " + MAX_DEPTH);
    }
    List<Search> parts = new ArrayList<>();
    parts.add(and(depth));
    while (keyword("OR")) {
      parts.add(and(depth));
    }
    return parts.size() == 1 ? parts.getFirst() : new Search.Or(List.copyOf(parts));
  }

  private Search and(int depth) throws SearchSyntaxException {
    List<Search> parts = new ArrayList<>();
    while (true) {
      skipSpace();
      if (at == text.length() || text.charAt(at) == ')' || isKeyword("OR")) {
        break;
      }
      if (!keyword("AND")) {
        parts.add(unary(depth));
      }
    }
    if (parts.isEmpty()) {
      throw wrong("a word or key:value was expected");
    }
    return parts.size() == 1 ? parts.getFirst() : new Search.And(List.copyOf(parts));
  }

  private Search unary(int depth) throws SearchSyntaxException {
    if (depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH);
    }
    if (keyword("NOT")) {
      skipSpace();
      return new Search.Not(unary(depth + 1));
    }
    char c = at < text.length() ? text.charAt(at) : ')';
    if (c == '-' && at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1))) {
      at++;
      return new Search.Not(unary(depth + 1));
    }
    if (c == '(') {
      at++;
      Search inner = or(depth + 1);
      close();
      return inner;
    }
    return term(depth);
  }

  private void close() throws SearchSyntaxException {
    skipSpace();
    if (at == text.length() || text.charAt(at) != ')') {
      throw wrong("')' was expected");
    }
    at++;
  }

  private Search term(int depth) throws SearchSyntaxException {
    if (text.charAt(at) == '"') {
      return new Search.Word(quoted());
    }
    int start = at;
    if (text.charAt(at) == '@') {
      at++;
      start = at;
    }
    while (at < text.length() && isBare(text.charAt(at)) && text.charAt(at) != ':') {
      at++;
    }
    String word = text.substring(start, at);
    if (at == text.length() || text.charAt(at) != ':') {
      if (word.isEmpty()) {
        throw wrong("a word or key:value was expected");
      }
      return new Search.Word(word);
    }
    if (word.isEmpty()) {
      throw wrong("a key was expected before ':'");
    }
    at++;
    if (at < text.length() && text.charAt(at) == '(') {
      return group(word, depth);
    }
    return field(word);
  }

  /** {@code key:(a OR b)}. */
  private Search group(String key, int depth) throws SearchSyntaxException {
    if (depth > MAX_DEPTH) {
      throw wrong("parentheses nested deeper than " + MAX_DEPTH);
    }
    at++;
    List<Search> parts = new ArrayList<>();
    while (true) {
      skipSpace();
      if (at == text.length() || text.charAt(at) == ')') {
        break;
      }
      if (!keyword("OR")) {
        parts.add(field(key));
      }
    }
    close();
    if (parts.isEmpty()) {
      throw wrong("a value was expected in the parentheses after '" + key + ":'");
    }
    return parts.size() == 1 ? parts.getFirst() : new Search.Or(List.copyOf(parts));
  }

  private Search field(String key) throws SearchSyntaxException {
    Search.Op op = Search.Op.EQ;
    if (at < text.length() && (text.charAt(at) == '>' || text.charAt(at) == '<')) {
      boolean greater = text.charAt(at++) == '>';
      boolean equal = at < text.length() && text.charAt(at) == '=';
      at += equal ? 1 : 0;
      op = greater ? (equal ? Search.Op.GE : Search.Op.GT) : (equal ? Search.Op.LE : Search.Op.LT);
    }
    int start = at;
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    String value = quoted ? quoted() : bare();
    if (value.isEmpty() && !quoted) {
      throw wrong("a value was expected after '" + key + ":'");
    }
    if (op == Search.Op.EQ && !quoted && value.equals("*")) {
      return new Search.Field(key, Search.Op.EXISTS, "");
    }
    if (op != Search.Op.EQ && Quantity.parse(value).isEmpty()) {
      throw new SearchSyntaxException(
          "'" + value + "' is neither a number nor a duration such as 100ms", start);
    }
    return new Search.Field(
        key, op, op == Search.Op.EQ && quoted ? value.replace("*", Search.LITERAL_STAR) : value);
  }

  private String bare() {
    int start = at;
    while (at < text.length() && isBare(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() throws SearchSyntaxException {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      value.append(c);
    }
    throw new SearchSyntaxException("the quote that starts here is not ended", start);
  }

  private static boolean isBare(char c) {
    return !Character.isWhitespace(c) && c != '(' && c != ')' && c != '"';
  }

  private boolean isKeyword(String word) {
    int end = at + word.length();
    return text.startsWith(word, at)
        && (end == text.length() || !isBare(text.charAt(end)) || text.charAt(end) == '(');
  }

  private boolean keyword(String word) {
    skipSpace();
    if (!isKeyword(word)) {
      return false;
    }
    at += word.length();
    return true;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private SearchSyntaxException wrong(String message) {
    String found =
        at >= text.length() ? "the end" : String.format(Locale.ROOT, "'%c'", text.charAt(at));
    return new SearchSyntaxException(message + ", found " + found, Math.min(at, text.length()));
  }
}
