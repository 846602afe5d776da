package dev.eyepiece.ui.trace;

import java.util.Optional;

/**
 * Sets JSON objects and arrays out over lines. It reads only as much of the grammar (RFC 8259) as
 * that needs: what it does not understand it leaves alone, and every token stays as it was written.
 */
public final class JsonPretty {
  private static final int MOST_CHARS = 500_000;
  private static final int MOST_DEPTH = 200;

  private final String json;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int depth;

  private JsonPretty(String json) {
    this.json = json;
  }

  /** The text over lines; empty when it is no JSON object or array, or too large. */
  public static Optional<String> of(String text) {
    String json = text.strip();
    boolean candidate =
        json.length() <= MOST_CHARS && (json.startsWith("{") || json.startsWith("["));
    if (!candidate) {
      return Optional.empty();
    }
    JsonPretty pretty = new JsonPretty(json);
    return pretty.value() && pretty.at == json.length()
        ? Optional.of(pretty.out.toString())
        : Optional.empty();
  }

  /** The text over lines, however long; as it is when it is no JSON or nested too deep. */
  public static String lines(String json) {
    JsonPretty pretty = new JsonPretty(json);
    return pretty.value() && pretty.at == json.length() ? pretty.out.toString() : json;
  }

  private boolean value() {
    if (at == json.length()) {
      return false;
    }
    return switch (json.charAt(at)) {
      case '{' -> group('}', true);
      case '[' -> group(']', false);
      case '"' -> string();
      default -> literal();
    };
  }

  private boolean group(char close, boolean keys) {
    if (++depth > MOST_DEPTH) {
      return false;
    }
    out.append(json.charAt(at++));
    space();
    if (peek(close)) {
      depth--;
      return take(close);
    }
    while (true) {
      line();
      if (keys && !key()) {
        return false;
      }
      if (!value()) {
        return false;
      }
      space();
      if (!peek(',')) {
        break;
      }
      take(',');
      space();
    }
    depth--;
    line();
    return take(close);
  }

  private boolean key() {
    if (!peek('"') || !string()) {
      return false;
    }
    space();
    if (!take(':')) {
      return false;
    }
    out.append(' ');
    space();
    return true;
  }

  private boolean string() {
    int start = at++;
    while (at < json.length() && json.charAt(at) != '"') {
      at += json.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= json.length()) {
      return false;
    }
    at++;
    out.append(json, start, at);
    return true;
  }

  private boolean literal() {
    int start = at;
    while (at < json.length() && (Character.isLetterOrDigit(json.charAt(at)) || isSign())) {
      at++;
    }
    String word = json.substring(start, at);
    out.append(word);
    return word.equals("true")
        || word.equals("false")
        || word.equals("null")
        || word.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  }

  private boolean isSign() {
    return "+-.".indexOf(json.charAt(at)) >= 0;
  }

  private boolean peek(char c) {
    return at < json.length() && json.charAt(at) == c;
  }

  private boolean take(char c) {
    if (!peek(c)) {
      return false;
    }
    out.append(c);
    at++;
    return true;
  }

  private void space() {
    while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
      at++;
    }
  }

  private void line() {
    out.append('\n').repeat("  ", depth);
  }
}
