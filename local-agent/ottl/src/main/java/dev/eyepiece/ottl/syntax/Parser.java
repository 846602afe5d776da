package dev.eyepiece.ottl.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements, conditions and value expressions of the 1.x grammar: ordered choice with full
 * lookahead, as the grammar is defined. Never fails but by {@link Problem}s.
 */
public final class Parser {
  /** What was read. */
  public record Result<T>(@Nullable T tree, List<Token> tokens, List<Problem> problems) {}

  private Parser() {}

  /**
   * Reads {@code editor(..) [where condition]}; the tree is {@code null} when there are problems.
   */
  public static Result<Ast.Statement> statement(String text) {
    List<Problem> problems = new ArrayList<>();
    List<Token> tokens = Lexer.tokens(text, problems);
    Grammar grammar = new Grammar(tokens);
    Ast.Statement statement = problems.isEmpty() ? grammar.wholeStatement() : null;
    problems.addAll(grammar.problems());
    if (statement == null && grammar.failed()) {
      Recovery.statement(tokens, problems);
    }
    return new Result<>(problems.isEmpty() ? statement : null, tokens, problems);
  }

  /** Reads a condition. */
  public static Result<Ast.Bool> condition(String text) {
    List<Problem> problems = new ArrayList<>();
    List<Token> tokens = Lexer.tokens(text, problems);
    Grammar grammar = new Grammar(tokens);
    Ast.Bool condition = problems.isEmpty() ? grammar.wholeCondition() : null;
    problems.addAll(grammar.problems());
    if (condition == null && grammar.failed()) {
      Recovery.condition(tokens.subList(0, tokens.size() - 1), problems);
    }
    return new Result<>(problems.isEmpty() ? condition : null, tokens, problems);
  }

  /** Reads an expression that yields a value. */
  public static Result<Ast.Value> value(String text) {
    List<Problem> problems = new ArrayList<>();
    List<Token> tokens = Lexer.tokens(text, problems);
    Grammar grammar = new Grammar(tokens);
    Ast.Value value = problems.isEmpty() ? grammar.wholeValue() : null;
    problems.addAll(grammar.problems());
    if (value == null && grammar.failed()) {
      problems.add(grammar.failure());
    }
    return new Result<>(problems.isEmpty() ? value : null, tokens, problems);
  }
}
