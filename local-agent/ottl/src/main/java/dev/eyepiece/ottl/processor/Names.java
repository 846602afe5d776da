package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.syntax.Ast;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of paths, functions and symbols that texts name: what a context is inferred from.
 */
final class Names {
  /** The first segments of paths that another follows, empty for other paths, in order. */
  final List<String> contexts = new ArrayList<>();

  final Set<String> functions = new LinkedHashSet<>();
  final Set<String> symbols = new LinkedHashSet<>();
  private final Deque<List<String>> parameters = new ArrayDeque<>();
  private final boolean namesOfFunctions;

  /**
   * Collects names.
   *
   * @param namesOfFunctions whether a function's all-capital name as an argument is taken for a
   *     symbol, as before OTTL 1.0
   */
  Names(boolean namesOfFunctions) {
    this.namesOfFunctions = namesOfFunctions;
  }

  void add(Ast.Statement statement) {
    call(statement.editor());
    bool(statement.where());
  }

  void bool(Ast.@Nullable Bool tree) {
    switch (tree) {
      case null -> {}
      case Ast.Or or -> or.terms().forEach(this::bool);
      case Ast.And and -> and.factors().forEach(this::bool);
      case Ast.Not not -> bool(not.inner());
      case Ast.Comparison comparison -> {
        value(comparison.left());
        value(comparison.right());
      }
      case Ast.Constant constant -> {}
      case Ast.Test test -> call(test.call());
    }
  }

  private void value(Ast.@Nullable Value tree) {
    switch (tree) {
      case Ast.EnumName name -> symbols.add(name.name());
      case Ast.MapLiteral map -> map.entries().forEach(e -> value(e.value()));
      case Ast.ListLiteral list -> list.values().forEach(this::value);
      case Ast.Lambda lambda -> {
        parameters.push(lambda.parameters());
        value(lambda.value());
        bool(lambda.condition());
        parameters.pop();
      }
      case Ast.Binary binary -> {
        value(binary.left());
        value(binary.right());
      }
      case Ast.Signed signed -> value(signed.operand());
      case Ast.Parenthesized inner -> value(inner.inner());
      case Ast.Path path -> path(path);
      case Ast.Call call -> call(call);
      case null, default -> {}
    }
  }

  private void path(Ast.Path path) {
    String first = path.segments().getFirst().name();
    boolean local =
        !first.equals("_") && parameters.stream().anyMatch(names -> names.contains(first));
    if (!local) {
      String context = path.context();
      contexts.add(context == null ? "" : context);
    }
    path.segments().forEach(segment -> keys(segment.keys()));
  }

  private void keys(List<Ast.Key> keys) {
    for (Ast.Key key : keys) {
      if (key instanceof Ast.ExpressionKey expression) {
        value(expression.value());
      }
    }
  }

  private void call(Ast.Call call) {
    functions.add(call.name());
    for (Ast.Argument argument : call.arguments()) {
      boolean name =
          argument.value() instanceof Ast.EnumName symbol
              && Character.isDigit(symbol.name().charAt(symbol.name().length() - 1));
      if (namesOfFunctions || !name) {
        value(argument.value());
      }
    }
    if (!call.isEditor()) {
      keys(call.keys());
    }
  }
}
