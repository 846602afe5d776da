package dev.eyepiece.store;

import dev.eyepiece.store.PromQlLexer.Kind;
import dev.eyepiece.store.PromQlLexer.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tokens of an expression, one after the other. */
final class PromQlTokens {
  private final List<Token> tokens;
  private int at;

  PromQlTokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token next() {
    return tokens.get(at);
  }

  /** The one behind the next. */
  Token second() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  /** Goes on, but never behind the end. */
  Token take() {
    Token taken = next();
    at = Math.min(at + 1, tokens.size() - 1);
    return taken;
  }

  boolean isSymbol(String symbol) {
    return next().kind() == Kind.SYMBOL && next().text().equals(symbol);
  }

  boolean takeSymbol(String symbol) {
    boolean here = isSymbol(symbol);
    if (here) {
      take();
    }
    return here;
  }

  boolean isName(String name) {
    return next().kind() == Kind.NAME && next().text().equalsIgnoreCase(name);
  }

  boolean takeName(String name) {
    boolean here = isName(name);
    if (here) {
      take();
    }
    return here;
  }

  /** A symbol or a name of a set in lower case. */
  boolean isAny(Set<String> operators) {
    return switch (next().kind()) {
      case SYMBOL -> operators.contains(next().text());
      case NAME -> operators.contains(next().text().toLowerCase(Locale.ROOT));
      case NUMBER, DURATION, TEXT, END -> false;
    };
  }

  void expect(String symbol) throws PromQlException {
    if (!takeSymbol(symbol)) {
      throw expected("'" + symbol + "'");
    }
  }

  PromQlException expected(String what) {
    String found = next().kind() == Kind.END ? "the end" : "'" + next().text() + "'";
    return new PromQlException(what + " was expected, found " + found, next().start());
  }
}
