package dev.eyepiece.ottl.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts text into tokens. The first kind that matches wins, not the longest (OTTL grammar, lexer
 * rules); white space separates and is dropped.
 */
public final class Lexer {
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Problem> problems;
  private int at;

  private Lexer(String text, List<Problem> problems) {
    this.text = text;
    this.problems = problems;
  }

  /** All tokens, with one {@link TokenType#END} behind them; what fits nothing is a BAD token. */
  public static List<Token> tokens(String text, List<Problem> problems) {
    Lexer lexer = new Lexer(text, problems);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(TokenType.END, "", text.length(), text.length()));
    return lexer.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      at++;
    } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      number();
    } else if (c == '"') {
      string();
    } else if (isLower(c)) {
      word(TokenType.LOWER);
    } else if (isUpper(c)) {
      word(TokenType.UPPER);
    } else {
      symbol(c);
    }
  }

  private void number() {
    int end = at;
    if (text.charAt(at) == '0' && peek(1) == 'x' && isHex(peek(2))) {
      end = at + 2;
      while (end < text.length() && isHex(text.charAt(end))) {
        end++;
      }
      add(TokenType.BYTES, end);
      return;
    }
    end = digits(end);
    if (end == text.length() || text.charAt(end) != '.') {
      add(TokenType.INT, end);
      return;
    }
    end = digits(end + 1);
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int exponent = end + 1;
      if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
        exponent++;
      }
      int after = digits(exponent);
      end = after > exponent ? after : end;
    }
    add(TokenType.FLOAT, end);
  }

  private int digits(int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private void string() {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '"') {
      // A backslash takes the next char with it, but not a line break.
      if (text.charAt(end) == '\\') {
        if (end + 1 == text.length() || text.charAt(end + 1) == '\n') {
          break;
        }
        end++;
      }
      end++;
    }
    if (end >= text.length() || text.charAt(end) != '"') {
      problems.add(new Problem("text without a closing quote", at, Math.min(end, text.length())));
      add(TokenType.BAD, text.length());
      return;
    }
    add(TokenType.STRING, end + 1);
  }

  private void word(TokenType kind) {
    int end = at + 1;
    boolean lower = kind == TokenType.LOWER;
    while (end < text.length() && (lower ? lowerPart(text.charAt(end)) : upperPart(end))) {
      end++;
    }
    // A keyword ends where no letter of any case follows, so "niL" begins with the name "ni".
    TokenType keyword = lower ? keyword(end) : null;
    add(keyword == null ? kind : keyword, end);
  }

  private @Nullable TokenType keyword(int end) {
    if (end < text.length() && isWordPart(text.charAt(end))) {
      return null;
    }
    return switch (text.substring(at, end)) {
      case "nil" -> TokenType.NIL;
      case "not" -> TokenType.NOT;
      case "or" -> TokenType.OR;
      case "and" -> TokenType.AND;
      case "true", "false" -> TokenType.BOOLEAN;
      default -> null;
    };
  }

  private void symbol(char c) {
    char second = peek(1);
    switch (c) {
      case '=' -> {
        if (second == '=') {
          add(TokenType.COMPARISON, at + 2);
        } else if (second == '>') {
          add(TokenType.ARROW, at + 2);
        } else {
          add(TokenType.EQUAL, at + 1);
        }
      }
      case '!' -> {
        if (second == '=') {
          add(TokenType.COMPARISON, at + 2);
        } else {
          bad();
        }
      }
      case '<', '>' -> add(TokenType.COMPARISON, second == '=' ? at + 2 : at + 1);
      case '+', '-' -> add(TokenType.ADD_SUB, at + 1);
      case '*', '/' -> add(TokenType.MULT_DIV, at + 1);
      case '(' -> add(TokenType.LPAREN, at + 1);
      case ')' -> add(TokenType.RPAREN, at + 1);
      case '{' -> add(TokenType.LBRACE, at + 1);
      case '}' -> add(TokenType.RBRACE, at + 1);
      case ':' -> add(TokenType.COLON, at + 1);
      case ',' -> add(TokenType.COMMA, at + 1);
      case '.' -> add(TokenType.DOT, at + 1);
      case '[' -> add(TokenType.LBRACKET, at + 1);
      case ']' -> add(TokenType.RBRACKET, at + 1);
      case '_' -> {
        if (isWordPart(second)) {
          bad();
        } else {
          add(TokenType.UNDERSCORE, at + 1);
        }
      }
      default -> bad();
    }
  }

  private void bad() {
    int end = text.offsetByCodePoints(at, 1);
    problems.add(
        new Problem("\"" + text.substring(at, end) + "\" is not part of the language", at, end));
    add(TokenType.BAD, end);
  }

  private void add(TokenType type, int end) {
    tokens.add(new Token(type, text.substring(at, end), at, end));
    at = end;
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  private boolean upperPart(int index) {
    char c = text.charAt(index);
    return isUpper(c) || isDigit(c) || c == '_';
  }

  private static boolean lowerPart(char c) {
    return isLower(c) || isDigit(c) || c == '_';
  }

  private static boolean isWordPart(char c) {
    return lowerPart(c) || isUpper(c);
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
