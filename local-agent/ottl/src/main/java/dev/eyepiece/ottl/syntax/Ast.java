package dev.eyepiece.ottl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The syntax tree. Positions are indices of chars in the text, the end after the last one. */
public final class Ast {
  private Ast() {}

  /** What has a place in the text. */
  public sealed interface Node permits Statement, Bool, Value, Key, Argument, Segment, MapEntry {
    int start();

    int end();
  }

  /**
   * {@code editor(..) where condition}.
   *
   * @param where {@code null} when the statement always runs
   */
  public record Statement(Call editor, @Nullable Bool where, int start, int end) implements Node {}

  /** What is true or false. */
  public sealed interface Bool extends Node {}

  public record Or(List<Bool> terms, int start, int end) implements Bool {}

  public record And(List<Bool> factors, int start, int end) implements Bool {}

  public record Not(Bool inner, int start, int end) implements Bool {}

  public record Comparison(Value left, Operator operator, Value right, int start, int end)
      implements Bool {}

  public record Constant(boolean value, int start, int end) implements Bool {}

  /** A converter that stands where a condition is expected. */
  public record Test(Call call, int start, int end) implements Bool {}

  /** The operators of a comparison. */
  public enum Operator {
    EQ("=="),
    NE("!="),
    LT("<"),
    LE("<="),
    GE(">="),
    GT(">");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }

    static Operator of(String symbol) {
      for (Operator operator : values()) {
        if (operator.symbol.equals(symbol)) {
          return operator;
        }
      }
      throw new IllegalArgumentException(symbol);
    }
  }

  /** What yields a value. */
  public sealed interface Value extends Node {}

  public record Nil(int start, int end) implements Value {}

  /**
   * A text literal.
   *
   * @param value without quotes, escapes resolved
   */
  public record Text(String value, int start, int end) implements Value {}

  public record BoolLiteral(boolean value, int start, int end) implements Value {}

  /** A bytes literal; the array belongs to the tree. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record BytesLiteral(byte[] value, int start, int end) implements Value {}

  public record IntLiteral(long value, int start, int end) implements Value {}

  public record FloatLiteral(double value, int start, int end) implements Value {}

  /** An upper-case name: an enum symbol, or as an argument the name of a function. */
  public record EnumName(String name, int start, int end) implements Value {}

  public record MapLiteral(List<MapEntry> entries, int start, int end) implements Value {}

  public record MapEntry(String key, Value value, int start, int end) implements Node {}

  public record ListLiteral(List<Value> values, int start, int end) implements Value {}

  /**
   * A lambda: one of value and condition is there.
   *
   * @param parameters names, {@code _} for one that is not used
   */
  public record Lambda(
      List<String> parameters, @Nullable Value value, @Nullable Bool condition, int start, int end)
      implements Value {}

  public record Binary(char operator, Value left, Value right, int start, int end)
      implements Value {}

  public record Signed(char operator, Value operand, int start, int end) implements Value {}

  public record Parenthesized(Value inner, int start, int end) implements Value {}

  /**
   * A path. The first segment names a context when it has no keys and another segment follows.
   *
   * @param segments at least one
   */
  public record Path(List<Segment> segments, int start, int end) implements Value {
    /** The segment that may name the context, else {@code null}. */
    public @Nullable String context() {
      return segments.size() > 1 && segments.getFirst().keys().isEmpty()
          ? segments.getFirst().name()
          : null;
    }

    /** As it would be written without its keys. */
    public String shown() {
      StringBuilder text = new StringBuilder();
      for (Segment segment : segments) {
        text.append(text.isEmpty() ? "" : ".").append(segment.name());
        text.append(segment.keys().isEmpty() ? "" : "[]");
      }
      return text.toString();
    }
  }

  public record Segment(String name, List<Key> keys, int start, int end) implements Node {}

  /** An index of a path or of what a converter yields. */
  public sealed interface Key extends Node {}

  public record TextKey(String value, int start, int end) implements Key {}

  public record IntKey(long value, int start, int end) implements Key {}

  public record ExpressionKey(Value value, int start, int end) implements Key {}

  /**
   * A call of an editor (first letter lower case) or of a converter.
   *
   * @param nameEnd where the name ends
   */
  public record Call(
      String name, List<Argument> arguments, List<Key> keys, int start, int nameEnd, int end)
      implements Value {
    public boolean isEditor() {
      return Character.isLowerCase(name.charAt(0));
    }
  }

  /**
   * An argument.
   *
   * @param name {@code null} when it is given by position
   * @param value {@code null} when it is the bare name of a function
   * @param function the bare name of a function, {@code null} when it is a value
   */
  public record Argument(
      @Nullable String name, @Nullable Value value, @Nullable String function, int start, int end)
      implements Node {}
}
