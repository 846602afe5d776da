package dev.eyepiece.store;

import dev.eyepiece.store.PromQlLexer.Kind;
import dev.eyepiece.store.PromQlLexer.Token;
import dev.eyepiece.store.PromQlNode.Labels;
import dev.eyepiece.store.PromQlNode.Many;
import dev.eyepiece.store.PromQlNode.Matching;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads PromQL by precedence climbing (Prometheus' documentation, "Operators" and "Querying
 * basics"), and checks what each part yields.
 */
final class PromQlParser {
  private static final int MAX_DEPTH = 64;
  private static final List<Set<String>> PRECEDENCE =
      List.of(
          Set.of("or"),
          Set.of("and", "unless"),
          Set.of("==", "!=", "<=", "<", ">=", ">"),
          Set.of("+", "-"),
          Set.of("*", "/", "%", "atan2"),
          Set.of("^"));
  static final Set<String> COMPARISONS = PRECEDENCE.get(2);
  static final Set<String> SETS = Set.of("or", "and", "unless");
  private static final Set<String> WITH_PARAMETER = Set.of("quantile", "topk", "bottomk");
  private static final Set<String> AGGREGATES =
      Set.of(
          "sum",
          "avg",
          "min",
          "max",
          "count",
          "group",
          "stddev",
          "stdvar",
          "quantile",
          "topk",
          "bottomk");

  private final PromQlTokens tokens;
  private final PromQlSelectorParser selectors;

  private PromQlParser(PromQlTokens tokens) {
    this.tokens = tokens;
    this.selectors = new PromQlSelectorParser(tokens);
  }

  static PromQlNode parse(String text) throws PromQlException {
    PromQlTokens tokens = new PromQlTokens(PromQlLexer.tokens(text));
    PromQlNode node = new PromQlParser(tokens).binary(0, 0);
    if (tokens.next().kind() != Kind.END) {
      throw tokens.expected("an operator or the end");
    }
    return node;
  }

  private PromQlNode binary(int level, int depth) throws PromQlException {
    if (level == PRECEDENCE.size()) {
      return unary(depth);
    }
    PromQlNode left = binary(level + 1, depth);
    while (tokens.isAny(PRECEDENCE.get(level))) {
      Token operator = tokens.take();
      String name = operator.text().toLowerCase(Locale.ROOT);
      boolean bool = tokens.takeName("bool");
      if (bool && !COMPARISONS.contains(name)) {
        throw new PromQlException("bool goes with a comparison alone", operator.start());
      }
      Matching matching = matching();
      // The power binds to the right.
      PromQlNode right = name.equals("^") ? power(depth + 1) : binary(level + 1, depth);
      left = checked(new PromQlNode.Binary(name, bool, matching, left, right, operator.start()));
    }
    return left;
  }

  private PromQlNode power(int depth) throws PromQlException {
    checkDepth(depth);
    return binary(PRECEDENCE.size() - 1, depth);
  }

  private static PromQlNode checked(PromQlNode.Binary node) throws PromQlException {
    for (PromQlNode side : List.of(node.left(), node.right())) {
      if (side.type() == PromQlNode.Type.RANGE) {
        throw new PromQlException(
            "an instant vector or a number was expected, found a range vector", side.position());
      }
    }
    boolean anyScalar =
        node.left().type() == PromQlNode.Type.SCALAR
            || node.right().type() == PromQlNode.Type.SCALAR;
    if (SETS.contains(node.operator()) && anyScalar) {
      throw new PromQlException(
          "'" + node.operator() + "' is between instant vectors", node.position());
    }
    if (node.type() == PromQlNode.Type.SCALAR
        && COMPARISONS.contains(node.operator())
        && !node.bool()) {
      throw new PromQlException(
          "numbers are compared with bool, as in 1 " + node.operator() + " bool 2",
          node.position());
    }
    return node;
  }

  private Matching matching() throws PromQlException {
    Labels labels = new Labels(false, List.of());
    Many many = Many.NEITHER;
    List<String> include = List.of();
    if (tokens.isName("on") || tokens.isName("ignoring")) {
      labels = new Labels(tokens.take().text().equalsIgnoreCase("on"), names());
      if (tokens.isName("group_left") || tokens.isName("group_right")) {
        many = tokens.take().text().equalsIgnoreCase("group_left") ? Many.LEFT : Many.RIGHT;
        include = tokens.isSymbol("(") ? names() : List.of();
      }
    }
    return new Matching(labels, many, include);
  }

  /** {@code (a, "b.c")}. */
  private List<String> names() throws PromQlException {
    tokens.expect("(");
    List<String> names = new ArrayList<>();
    while (!tokens.isSymbol(")")) {
      Token name = tokens.take();
      if (name.kind() != Kind.NAME && name.kind() != Kind.TEXT) {
        throw new PromQlException("the name of a label was expected", name.start());
      }
      names.add(name.text());
      if (!tokens.takeSymbol(",")) {
        break;
      }
    }
    tokens.expect(")");
    return List.copyOf(names);
  }

  private void checkDepth(int depth) throws PromQlException {
    if (depth > MAX_DEPTH) {
      throw tokens.expected("an expression nested no deeper than " + MAX_DEPTH);
    }
  }

  private PromQlNode unary(int depth) throws PromQlException {
    checkDepth(depth);
    Token first = tokens.next();
    if (tokens.takeSymbol("-")) {
      // A power binds more than a sign.
      PromQlNode of = binary(PRECEDENCE.size() - 1, depth + 1);
      if (of.type() == PromQlNode.Type.RANGE) {
        throw new PromQlException(
            "an instant vector or a number was expected, found a range vector", of.position());
      }
      return new PromQlNode.Negate(of, first.start());
    }
    if (tokens.takeSymbol("+")) {
      return binary(PRECEDENCE.size() - 1, depth + 1);
    }
    if (tokens.takeSymbol("(")) {
      PromQlNode inner = binary(0, depth + 1);
      tokens.expect(")");
      if (tokens.isSymbol("[")) {
        throw tokens.expected("no range: subqueries are not part of this subset");
      }
      return inner;
    }
    return switch (first.kind()) {
      case NUMBER, DURATION -> new PromQlNode.Literal(tokens.take().value(), first.start());
      case NAME -> named(depth);
      case SYMBOL -> {
        if (!first.text().equals("{")) {
          throw tokens.expected("a metric, a function, a number or '('");
        }
        yield selectors.read();
      }
      case TEXT, END -> throw tokens.expected("a metric, a function, a number or '('");
    };
  }

  private PromQlNode named(int depth) throws PromQlException {
    Token name = tokens.next();
    String lower = name.text().toLowerCase(Locale.ROOT);
    Token after = tokens.second();
    boolean called = after.kind() == Kind.SYMBOL && after.text().equals("(");
    if (lower.equals("inf") || lower.equals("nan")) {
      tokens.take();
      return new PromQlNode.Literal(
          lower.equals("nan") ? Double.NaN : Double.POSITIVE_INFINITY, name.start());
    }
    boolean grouped =
        after.text().equalsIgnoreCase("by") || after.text().equalsIgnoreCase("without");
    if (AGGREGATES.contains(lower) && (called || grouped)) {
      return aggregate(depth);
    }
    if (called) {
      return call(depth);
    }
    return selectors.read();
  }

  private PromQlNode aggregate(int depth) throws PromQlException {
    Token operator = tokens.take();
    String name = operator.text().toLowerCase(Locale.ROOT);
    Labels grouping = grouping();
    tokens.expect("(");
    PromQlNode parameter = null;
    if (WITH_PARAMETER.contains(name)) {
      parameter = argument(PromQlNode.Type.SCALAR, name, depth);
      tokens.expect(",");
    }
    PromQlNode of = argument(PromQlNode.Type.VECTOR, name, depth);
    tokens.expect(")");
    if (grouping == null) {
      grouping = grouping();
    }
    return new PromQlNode.Aggregate(
        name,
        parameter,
        of,
        grouping == null ? new Labels(true, List.of()) : grouping,
        operator.start());
  }

  private @Nullable Labels grouping() throws PromQlException {
    if (tokens.takeName("by")) {
      return new Labels(true, names());
    }
    return tokens.takeName("without") ? new Labels(false, names()) : null;
  }

  private PromQlNode argument(PromQlNode.Type wanted, String of, int depth) throws PromQlException {
    PromQlNode argument = binary(0, depth + 1);
    if (argument.type() != wanted) {
      throw new PromQlException(
          of + " takes " + wanted.text() + ", found " + argument.type().text(),
          argument.position());
    }
    return argument;
  }

  private PromQlNode call(int depth) throws PromQlException {
    Token name = tokens.take();
    PromQlFunction function = PromQlFunction.named(name.text().toLowerCase(Locale.ROOT));
    if (function == null) {
      throw new PromQlException(
          "'" + name.text() + "' is no function of this subset", name.start());
    }
    tokens.expect("(");
    List<PromQlNode> arguments = new ArrayList<>();
    while (!tokens.isSymbol(")")) {
      if (arguments.size() == function.arguments().size()) {
        throw tokens.expected("')': " + function.text() + " takes no more arguments");
      }
      arguments.add(argument(function.arguments().get(arguments.size()), function.text(), depth));
      if (!tokens.takeSymbol(",")) {
        break;
      }
    }
    if (arguments.size() < function.least()) {
      throw tokens.expected(
          function.arguments().get(arguments.size()).text() + " for " + function.text());
    }
    tokens.expect(")");
    return new PromQlNode.Call(function, List.copyOf(arguments), name.start());
  }
}
