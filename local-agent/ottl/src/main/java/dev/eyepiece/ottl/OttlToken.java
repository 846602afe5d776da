package dev.eyepiece.ottl;

import dev.eyepiece.ottl.syntax.Token;

/**
 * A piece of a statement, for highlighting.
 *
 * @param start index of its first char
 * @param end index after its last char
 */
public record OttlToken(Kind kind, int start, int end) {
  /** How it is shown. */
  public enum Kind {
    KEYWORD,
    NUMBER,
    TEXT,
    OPERATOR,
    PUNCTUATION,
    NAME,
    UPPER_NAME,
    BAD
  }

  static OttlToken of(Token token) {
    Kind kind =
        switch (token.type()) {
          case NIL, NOT, OR, AND, BOOLEAN -> Kind.KEYWORD;
          case BYTES, FLOAT, INT -> Kind.NUMBER;
          case STRING -> Kind.TEXT;
          case COMPARISON, ARROW, ADD_SUB, MULT_DIV, EQUAL -> Kind.OPERATOR;
          case UPPER -> Kind.UPPER_NAME;
          case LOWER, UNDERSCORE -> token.text().equals("where") ? Kind.KEYWORD : Kind.NAME;
          case BAD -> Kind.BAD;
          default -> Kind.PUNCTUATION;
        };
    return new OttlToken(kind, token.start(), token.end());
  }
}
