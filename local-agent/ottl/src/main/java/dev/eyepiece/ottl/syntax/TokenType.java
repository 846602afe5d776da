package dev.eyepiece.ottl.syntax;

/** Kinds of tokens, in the order in which the language tries them. */
public enum TokenType {
  BYTES("bytes such as 0x1f"),
  FLOAT("a number with a dot"),
  INT("a whole number"),
  STRING("text in double quotes"),
  NIL("nil"),
  NOT("not"),
  OR("or"),
  AND("and"),
  COMPARISON("a comparison (== != < <= > >=)"),
  ARROW("=>"),
  ADD_SUB("+ or -"),
  MULT_DIV("* or /"),
  BOOLEAN("true or false"),
  EQUAL("="),
  LPAREN("("),
  RPAREN(")"),
  LBRACE("{"),
  RBRACE("}"),
  COLON(":"),
  COMMA(","),
  DOT("."),
  LBRACKET("["),
  RBRACKET("]"),
  UPPER("an upper-case name"),
  LOWER("a lower-case name"),
  UNDERSCORE("_"),
  BAD("nothing that belongs to the language"),
  END("the end");

  private final String shown;

  TokenType(String shown) {
    this.shown = shown;
  }

  /** How a message names it. */
  public String shown() {
    return shown;
  }
}
