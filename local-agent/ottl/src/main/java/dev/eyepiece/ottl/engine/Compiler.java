package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.syntax.Ast;
import dev.eyepiece.ottl.syntax.Problem;
import dev.eyepiece.ottl.value.ListValue;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes nodes of syntax trees for one context. What is wrong is noted with its place, and the rest
 * is checked all the same; nodes are of use only when nothing is.
 */
public final class Compiler {
  private static final Node BROKEN = Node.of(frame -> null);

  private final Context context;
  private final FunctionTable functions;
  private final Gates gates;
  private final boolean traced;
  private final PathResolver paths;
  private final Scope scope = new Scope();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * A compiler for one text.
   *
   * @param traced whether the nodes tell a {@link Trace} what conditions come to
   */
  public Compiler(
      Context context, PathMode mode, FunctionTable functions, Gates gates, boolean traced) {
    this.context = context;
    this.functions = functions;
    this.gates = gates;
    this.traced = traced;
    this.paths = new PathResolver(context, mode);
  }

  public List<Problem> problems() {
    return problems;
  }

  /** The editor of a statement. */
  public Node editor(Ast.Statement statement) {
    return call(statement.editor());
  }

  /** The condition of a statement; always true when it has none. */
  public Condition where(Ast.Statement statement) {
    Ast.Bool where = statement.where();
    return where == null ? Condition.TRUE : condition(where);
  }

  public Condition condition(Ast.Bool tree) {
    Condition condition =
        switch (tree) {
          case Ast.Or or -> Conditions.join(conditions(or.terms()), false);
          case Ast.And and -> Conditions.join(conditions(and.factors()), true);
          case Ast.Not not -> Conditions.not(condition(not.inner()));
          case Ast.Constant constant -> Condition.constant(constant.value());
          case Ast.Test test -> Conditions.of(call(test.call()));
          case Ast.Comparison comparison -> comparison(comparison);
        };
    boolean constant = condition.is(true) || condition.is(false);
    return traced && !constant ? Conditions.traced(condition, tree.start(), tree.end()) : condition;
  }

  private Condition comparison(Ast.Comparison tree) {
    Node left = value(tree.left());
    Node right = value(tree.right());
    if (traced) {
      left = side(left, tree.left());
      right = side(right, tree.right());
    }
    return Conditions.compare(left, tree.operator(), right);
  }

  private static Node side(Node node, Ast.Value tree) {
    return node.isLiteral() ? node : Conditions.traced(node, tree.start(), tree.end());
  }

  private List<Condition> conditions(List<Ast.Bool> trees) {
    List<Condition> all = new ArrayList<>(trees.size());
    for (Ast.Bool tree : trees) {
      all.add(condition(tree));
    }
    return all;
  }

  public Node value(Ast.Value tree) {
    return switch (tree) {
      case Ast.Nil nil -> new Literal(null);
      case Ast.Text text -> new Literal(Values.of(text.value()));
      case Ast.BoolLiteral bool -> new Literal(Values.of(bool.value()));
      case Ast.BytesLiteral bytes -> new Literal(new AnyValue.Bytes(bytes.value()));
      case Ast.IntLiteral number -> new Literal(Values.of(number.value()));
      case Ast.FloatLiteral number -> new Literal(Values.of(number.value()));
      case Ast.EnumName name -> symbol(name);
      case Ast.Parenthesized inner -> value(inner.inner());
      case Ast.Signed signed -> signed(signed);
      case Ast.Binary binary ->
          Arithmetic.binary(binary.operator(), value(binary.left()), value(binary.right()));
      case Ast.ListLiteral list -> list(list);
      case Ast.MapLiteral map -> map(map);
      case Ast.Lambda lambda -> new Literal(lambda(lambda));
      case Ast.Call call -> call(call);
      case Ast.Path path -> path(path);
    };
  }

  private Node symbol(Ast.EnumName name) {
    Long number = context.enums().get(name.name());
    if (number == null) {
      problem("the context " + context.name() + " has no symbol " + name.name(), name);
      return BROKEN;
    }
    return new Literal(Values.of(number));
  }

  private Node signed(Ast.Signed signed) {
    Node inner = value(signed.operand());
    if (signed.operator() == '+') {
      return inner;
    }
    return switch (signed.operand()) {
      case Ast.IntLiteral number -> new Literal(Values.of(-number.value()));
      case Ast.FloatLiteral number -> new Literal(Values.of(-number.value()));
      default -> Arithmetic.negative(inner);
    };
  }

  private Node list(Ast.ListLiteral tree) {
    List<Node> nodes = new ArrayList<>();
    for (Ast.Value item : tree.values()) {
      nodes.add(value(item));
    }
    Node node =
        Node.of(frame -> {
          List<@Nullable Object> items = new ArrayList<>(nodes.size());
          for (Node item : nodes) {
            items.add(item.get(frame));
          }
          return ListValue.of(items);
        });
    return folded(node, nodes, tree);
  }

  private Node map(Ast.MapLiteral tree) {
    // Of a key that comes twice the last counts, and what the others are is never asked.
    Map<Utf8, Node> entries = new LinkedHashMap<>();
    for (Ast.MapEntry entry : tree.entries()) {
      entries.put(Utf8.of(entry.key()), value(entry.value()));
    }
    List<Utf8> keys = List.copyOf(entries.keySet());
    List<Node> nodes = List.copyOf(entries.values());
    Node node =
        Node.of(frame -> {
          Attributes map = new Attributes();
          for (int i = 0; i < nodes.size(); i++) {
            map.add(keys.get(i), element(nodes.get(i).get(frame), true));
          }
          return map;
        });
    return folded(node, nodes, tree);
  }

  /** A value as an element of a literal map, which may hold maps, also in lists of its own. */
  private static AnyValue element(@Nullable Object value, boolean list) {
    if (value instanceof Attributes map) {
      return new AnyValue.KeyValues(Values.copy(map));
    }
    if (list && value instanceof ListValue(ListValue.Kind kind, List<@Nullable Object> items)) {
      if (kind == ListValue.Kind.ANY) {
        List<AnyValue> copies = new ArrayList<>();
        for (Object item : items) {
          copies.add(element(item, false));
        }
        return new AnyValue.Array(copies);
      }
    }
    if (value instanceof AnyValue.Array) {
      throw new OttlException("a list of the record cannot be an element of a literal map");
    }
    return Values.fromRaw(value);
  }

  private Node folded(Node node, List<Node> parts, Ast.Node tree) {
    for (Node part : parts) {
      if (!part.isLiteral()) {
        return node;
      }
    }
    try {
      return new Literal(node.get(new Frame()));
    } catch (OttlException e) {
      problem(e.getMessage(), tree);
      return BROKEN;
    }
  }

  Lambda lambda(Ast.Lambda tree) {
    if (!gates.lambdas()) {
      problem("lambdas need the feature gate ottl.functions.enableLambda", tree);
    }
    Set<String> names = new HashSet<>();
    for (String name : tree.parameters()) {
      if (!name.equals("_") && !names.add(name)) {
        problem("the parameter " + name + " comes twice", tree);
      }
    }
    scope.enter(tree.parameters());
    Ast.Value body = tree.value();
    Ast.Bool test = tree.condition();
    Node value = body == null ? null : value(body);
    Condition condition = test == null ? null : condition(test);
    scope.leave();
    return new Lambda(tree.parameters().size(), value, condition);
  }

  private Node path(Ast.Path path) {
    Ast.Segment first = path.segments().getFirst();
    Scope.Place local = scope.find(first.name());
    if (local == null) {
      Node found = target(path);
      return found == null ? BROKEN : found;
    }
    if (path.segments().size() > 1) {
      problem("\"" + first.name() + "\" is a parameter of a lambda: it is indexed by [..]", path);
    }
    return Scope.parameter(local, keys(first.keys()));
  }

  /** A path that can be written; {@code null} when it is none. */
  @Nullable PathNode target(Ast.Path path) {
    if (scope.find(path.segments().getFirst().name()) != null) {
      problem("a parameter of a lambda cannot be written", path);
      return null;
    }
    List<KeyNode> keys = new ArrayList<>();
    for (Ast.Segment segment : path.segments()) {
      keys.addAll(keys(segment.keys()));
    }
    try {
      return paths.resolve(path).node().apply(keys);
    } catch (CheckException e) {
      problem(e.getMessage(), path);
      return null;
    }
  }

  private List<KeyNode> keys(List<Ast.Key> trees) {
    List<KeyNode> keys = new ArrayList<>(trees.size());
    for (Ast.Key tree : trees) {
      keys.add(
          switch (tree) {
            case Ast.TextKey text -> KeyNode.of(Utf8.of(text.value()));
            case Ast.IntKey number -> KeyNode.of(number.value());
            case Ast.ExpressionKey expression -> KeyNode.of(value(expression.value()));
          });
    }
    return keys;
  }

  private Node call(Ast.Call call) {
    Function function = functions.get(call.name());
    if (function == null) {
      problems.add(new Problem(undefined(call), call.start(), call.nameEnd()));
      return BROKEN;
    }
    int before = problems.size();
    Args args = new Binder(this, functions, gates).bind(function, call);
    List<KeyNode> keys = keys(call.keys());
    if (args == null || problems.size() > before) {
      return BROKEN;
    }
    try {
      Node node = function.builder().build(args);
      KeyNode[] all = keys.toArray(KeyNode[]::new);
      return all.length == 0 ? node : Node.of(frame -> Indexed.result(node.get(frame), all, frame));
    } catch (CheckException | OttlException e) {
      problem(function.name() + ": " + e.getMessage(), call);
      return BROKEN;
    }
  }

  private String undefined(Ast.Call call) {
    return "the context "
        + context.name()
        + " has no function "
        + call.name()
        + functions.hint(call.name());
  }

  void problem(@Nullable String message, Ast.Node node) {
    problems.add(new Problem("" + message, node.start(), node.end()));
  }
}
