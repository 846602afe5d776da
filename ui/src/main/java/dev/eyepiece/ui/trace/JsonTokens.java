package dev.eyepiece.ui.trace;

import java.util.ArrayList;
import java.util.List;

/** Cuts a line of well-formed JSON into what is coloured alike. Nothing is added or left out. */
public final class JsonTokens {
  private JsonTokens() {}

  /** What a piece of JSON is. */
  public enum Kind {
    KEY,
    STRING,
    NUMBER,
    WORD,
    MARK
  }

  /** A piece as it stands in the line. */
  public record Token(Kind kind, String text) {}

  public static List<Token> of(String line) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      Kind kind = kind(line.charAt(at));
      int end = end(line, at, kind);
      boolean key = kind == Kind.STRING && isColonNext(line, end);
      tokens.add(new Token(key ? Kind.KEY : kind, line.substring(at, end)));
      at = end;
    }
    return tokens;
  }

  private static Kind kind(char c) {
    if (c == '"') {
      return Kind.STRING;
    }
    if (c == '-' || Character.isDigit(c)) {
      return Kind.NUMBER;
    }
    return Character.isLetter(c) ? Kind.WORD : Kind.MARK;
  }

  private static int end(String line, int start, Kind kind) {
    int at = start + 1;
    if (kind == Kind.STRING) {
      while (at < line.length() && line.charAt(at) != '"') {
        at += line.charAt(at) == '\\' ? 2 : 1;
      }
      return Math.min(at + 1, line.length());
    }
    while (at < line.length() && isMore(line.charAt(at), kind)) {
      at++;
    }
    return at;
  }

  private static boolean isMore(char c, Kind kind) {
    return switch (kind) {
      case NUMBER -> Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0;
      case WORD -> Character.isLetter(c);
      default -> kind(c) == Kind.MARK;
    };
  }

  private static boolean isColonNext(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at < line.length() && line.charAt(at) == ':';
  }
}
