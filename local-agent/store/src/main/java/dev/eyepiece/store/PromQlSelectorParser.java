package dev.eyepiece.store;

import dev.eyepiece.store.PromQlLexer.Kind;
import dev.eyepiece.store.PromQlLexer.Token;
import dev.eyepiece.store.PromQlNode.MatchOp;
import dev.eyepiece.store.PromQlNode.Matcher;
import java.util.ArrayList;
import java.util.List;

/** Reads which series are wanted: {@code name{label="value"}[5m] offset 1h}. */
final class PromQlSelectorParser {
  static final String NAME = "__name__";
  private static final double MOST_SECONDS = 100 * 365 * 86_400.0;

  private final PromQlTokens tokens;

  PromQlSelectorParser(PromQlTokens tokens) {
    this.tokens = tokens;
  }

  PromQlNode read() throws PromQlException {
    int start = tokens.next().start();
    List<Matcher> matchers = new ArrayList<>();
    if (tokens.next().kind() == Kind.NAME) {
      matchers.add(new Matcher(NAME, MatchOp.EQUAL, tokens.take().text()));
    }
    if (tokens.takeSymbol("{")) {
      while (!tokens.isSymbol("}")) {
        matchers.add(matcher());
        if (!tokens.takeSymbol(",")) {
          break;
        }
      }
      tokens.expect("}");
    }
    if (matchers.stream().noneMatch(PromQlSelectorParser::isSelective)) {
      throw new PromQlException(
          "a name or a matcher that does not match the empty text was expected", start);
    }
    long range = tokens.takeSymbol("[") ? range() : 0;
    long offset = tokens.takeName("offset") ? offset() : 0;
    if (tokens.isSymbol("@")) {
      throw tokens.expected("no '@': it is not part of this subset; an operator or the end");
    }
    return new PromQlNode.Selector(List.copyOf(matchers), range, offset, start);
  }

  /** Matchers that all take a missing label would select everything that is held. */
  private static boolean isSelective(Matcher matcher) {
    return switch (matcher.op()) {
      case EQUAL -> !matcher.value().isEmpty();
      case NOT_EQUAL -> matcher.value().isEmpty();
      case REGEX -> !PromQlLabels.matches(matcher.value(), "");
      case NOT_REGEX -> PromQlLabels.matches(matcher.value(), "");
    };
  }

  private Matcher matcher() throws PromQlException {
    Token label = tokens.take();
    if (label.kind() != Kind.NAME && label.kind() != Kind.TEXT) {
      throw new PromQlException(
          "the name of a label or a quoted name of a metric was expected", label.start());
    }
    boolean last = tokens.isSymbol(",") || tokens.isSymbol("}");
    if (label.kind() == Kind.TEXT && last) {
      return new Matcher(NAME, MatchOp.EQUAL, label.text());
    }
    Token symbol = tokens.next();
    for (MatchOp op : MatchOp.values()) {
      if (tokens.takeSymbol(op.symbol())) {
        Token value = tokens.next();
        if (value.kind() != Kind.TEXT) {
          throw tokens.expected("a value in quotes");
        }
        tokens.take();
        check(op, value);
        return new Matcher(label.text(), op, value.text());
      }
    }
    throw new PromQlException("=, !=, =~ or !~ was expected", symbol.start());
  }

  private static void check(MatchOp op, Token value) throws PromQlException {
    if (op == MatchOp.REGEX || op == MatchOp.NOT_REGEX) {
      try {
        RegexCheck.check(value.text(), value.start());
      } catch (SearchSyntaxException e) {
        throw new PromQlException(String.valueOf(e.getMessage()), e.position());
      }
    }
  }

  private long range() throws PromQlException {
    int start = tokens.next().start();
    long range = nanos();
    if (range <= 0) {
      throw new PromQlException("a range above zero was expected", start);
    }
    if (tokens.next().text().startsWith(":")) {
      throw tokens.expected("no step: subqueries are not part of this subset; ']'");
    }
    tokens.expect("]");
    return range;
  }

  private long offset() throws PromQlException {
    boolean back = tokens.takeSymbol("-");
    long offset = nanos();
    return back ? -offset : offset;
  }

  private long nanos() throws PromQlException {
    Token token = tokens.next();
    boolean isTime = token.kind() == Kind.DURATION || token.kind() == Kind.NUMBER;
    if (!isTime || !(token.value() <= MOST_SECONDS)) {
      throw tokens.expected("a duration such as 5m");
    }
    return Math.round(tokens.take().value() * 1e9);
  }
}
