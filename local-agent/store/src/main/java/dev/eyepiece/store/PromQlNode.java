package dev.eyepiece.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed PromQL expression; positions are indexes of characters. */
sealed interface PromQlNode {

  Type type();

  int position();

  /** What an expression yields. */
  enum Type {
    SCALAR("a number"),
    VECTOR("an instant vector"),
    RANGE("a range vector such as x[5m]");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** How a label is compared. */
  enum MatchOp {
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEX("=~"),
    NOT_REGEX("!~");

    private final String symbol;

    MatchOp(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }
  }

  record Matcher(String label, MatchOp op, String value) {}

  record Literal(double value, int position) implements PromQlNode {
    @Override
    public Type type() {
      return Type.SCALAR;
    }
  }

  /**
   * Which series are wanted, and of what time.
   *
   * @param rangeNano 0 for an instant vector
   * @param offsetNano how far back, may be negative
   */
  record Selector(List<Matcher> matchers, long rangeNano, long offsetNano, int position)
      implements PromQlNode {
    @Override
    public Type type() {
      return rangeNano == 0 ? Type.VECTOR : Type.RANGE;
    }
  }

  record Call(PromQlFunction function, List<PromQlNode> arguments, int position)
      implements PromQlNode {
    @Override
    public Type type() {
      return function.result();
    }
  }

  /**
   * Labels to look at.
   *
   * @param only those and no others; else all but those
   */
  record Labels(boolean only, List<String> names) {}

  record Aggregate(
      String operator, @Nullable PromQlNode parameter, PromQlNode of, Labels grouping, int position)
      implements PromQlNode {
    @Override
    public Type type() {
      return Type.VECTOR;
    }
  }

  /** Which side has many partners for one of the other. */
  enum Many {
    NEITHER,
    LEFT,
    RIGHT
  }

  /**
   * How the samples of two vectors find each other.
   *
   * @param include labels that are taken from the one side
   */
  record Matching(Labels labels, Many many, List<String> include) {}

  record Binary(
      String operator,
      boolean bool,
      Matching matching,
      PromQlNode left,
      PromQlNode right,
      int position)
      implements PromQlNode {
    @Override
    public Type type() {
      return left.type() == Type.SCALAR && right.type() == Type.SCALAR ? Type.SCALAR : Type.VECTOR;
    }
  }

  record Negate(PromQlNode of, int position) implements PromQlNode {
    @Override
    public Type type() {
      return of.type();
    }
  }
}
