package dev.eyepiece.ottl.syntax;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The productions: each method reads one from the current token on and answers {@code null}, having
 * moved nowhere, when it is not there. What was read at a place is remembered, so that nested
 * brackets cost no more than their length.
 */
final class Grammar {
  /** Deeper nesting is refused: rules are written by people. */
  private static final int MAX_DEPTH = 150;

  private final List<Token> tokens;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Map<Integer, Memo>> memory = new HashMap<>();
  private final Set<TokenType> expected = EnumSet.noneOf(TokenType.class);
  private @Nullable String hint;
  private int at;
  private int farthest;
  private int depth;
  private boolean failed;

  private record Memo(Ast.@Nullable Node node, int at) {}

  Grammar(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** What is grammatical and still wrong. */
  List<Problem> problems() {
    return problems;
  }

  boolean failed() {
    return failed;
  }

  /** Where reading could go no further, and what would have fitted there. */
  Problem failure() {
    Token token = tokens.get(Math.min(farthest, tokens.size() - 1));
    String found = token.type() == TokenType.END ? "the end" : "\"" + token.text() + "\"";
    String wanted =
        hint != null
            ? hint
            : expected.stream()
                .map(TokenType::shown)
                .distinct()
                .collect(Collectors.joining(", ", "expected ", ""));
    return new Problem(wanted + ", found " + found, token.start(), token.end());
  }

  Ast.@Nullable Statement wholeStatement() {
    Ast.Statement statement = statement();
    return whole(statement);
  }

  Ast.@Nullable Bool wholeCondition() {
    return whole(condition());
  }

  Ast.@Nullable Value wholeValue() {
    return whole(value());
  }

  Ast.@Nullable Argument wholeArgument() {
    return whole(argument());
  }

  private <T extends Ast.Node> @Nullable T whole(@Nullable T node) {
    if (node != null && take(TokenType.END) != null) {
      return node;
    }
    failed = true;
    return null;
  }

  private Ast.@Nullable Statement statement() {
    int start = start();
    Ast.Call call = call(true);
    if (call == null) {
      call = call(false);
    }
    if (call == null) {
      return null;
    }
    if (!call.isEditor()) {
      problems.add(
          new Problem(
              "a statement starts with an editor, whose name starts with a lower-case letter, not \""
                  + call.name()
                  + "\"",
              call.start(),
              call.nameEnd()));
    }
    int before = at;
    if (tokens.get(at).text().equals("where")) {
      at++;
      Ast.Bool where = condition();
      if (where != null) {
        return new Ast.Statement(call, where, start, end());
      }
      at = before;
    }
    return new Ast.Statement(call, null, start, end());
  }

  Ast.@Nullable Bool condition() {
    return remembered("condition", () -> joined(TokenType.OR));
  }

  private Ast.@Nullable Bool joined(TokenType operator) {
    int start = start();
    boolean or = operator == TokenType.OR;
    Ast.Bool first = or ? joined(TokenType.AND) : factor();
    if (first == null) {
      return null;
    }
    List<Ast.Bool> parts = new ArrayList<>(List.of(first));
    while (true) {
      int before = at;
      Ast.Bool next = null;
      if (take(operator) != null) {
        next = or ? joined(TokenType.AND) : factor();
      }
      if (next == null) {
        at = before;
        break;
      }
      parts.add(next);
    }
    if (parts.size() == 1) {
      return first;
    }
    return or ? new Ast.Or(parts, start, end()) : new Ast.And(parts, start, end());
  }

  private Ast.@Nullable Bool factor() {
    int start = start();
    int before = at;
    boolean not = take(TokenType.NOT) != null;
    Ast.Bool inner = comparison();
    if (inner == null) {
      inner = constant();
    }
    if (inner == null && take(TokenType.LPAREN) != null) {
      inner = condition();
      if (inner != null && take(TokenType.RPAREN) == null) {
        inner = null;
      }
    }
    if (inner == null) {
      at = before;
      return null;
    }
    return not ? new Ast.Not(inner, start, end()) : inner;
  }

  private Ast.@Nullable Bool constant() {
    int start = start();
    Token bool = take(TokenType.BOOLEAN);
    if (bool != null) {
      return new Ast.Constant(bool.text().equals("true"), start, end());
    }
    Ast.Call call = call(false);
    return call == null ? null : new Ast.Test(call, start, end());
  }

  private Ast.@Nullable Bool comparison() {
    int start = start();
    int before = at;
    Ast.Value left = value();
    Token operator = left == null ? null : take(TokenType.COMPARISON);
    Ast.Value right = operator == null ? null : value();
    if (left == null || operator == null || right == null) {
      at = before;
      return null;
    }
    return new Ast.Comparison(left, Ast.Operator.of(operator.text()), right, start, end());
  }

  Ast.@Nullable Value value() {
    return remembered("value", this::anyValue);
  }

  private Ast.@Nullable Value anyValue() {
    int start = start();
    if (take(TokenType.NIL) != null) {
      return new Ast.Nil(start, end());
    }
    int before = at;
    Ast.Value literal = literal();
    if (literal != null && !next(TokenType.ADD_SUB) && !next(TokenType.MULT_DIV)) {
      return literal;
    }
    at = before;
    Ast.Value other = lambda();
    if (other == null) {
      other = math();
    }
    if (other == null) {
      other = scalar();
    }
    if (other == null) {
      other = map();
    }
    return other == null ? list() : other;
  }

  private Ast.@Nullable Value scalar() {
    Token token = tokens.get(at);
    int start = token.start();
    switch (token.type()) {
      case BYTES -> {
        byte[] bytes = Literals.bytes(token, this::refuse);
        return bytes == null ? null : accept(new Ast.BytesLiteral(bytes, start, token.end()));
      }
      case STRING -> {
        String text = Literals.text(token, this::refuse);
        return text == null ? null : accept(new Ast.Text(text, start, token.end()));
      }
      case BOOLEAN -> {
        return accept(new Ast.BoolLiteral(token.text().equals("true"), start, token.end()));
      }
      case UPPER -> {
        if (tokens.get(at + 1).type() != TokenType.LOWER) {
          return accept(new Ast.EnumName(token.text(), start, token.end()));
        }
      }
      default -> {}
    }
    want(TokenType.BYTES, TokenType.STRING, TokenType.BOOLEAN, TokenType.UPPER);
    return null;
  }

  private <T> T accept(T node) {
    at++;
    return node;
  }

  private void refuse(String message) {
    if (at >= farthest) {
      farthest = at;
      hint = message;
    }
  }

  /** A call, a number or a path: what math is made of. */
  private Ast.@Nullable Value literal() {
    return remembered("literal", this::anyLiteral);
  }

  private Ast.@Nullable Value anyLiteral() {
    Ast.Call editor = call(true);
    if (editor != null) {
      problem(
          "only converters, whose names start with an upper-case letter, can be used as a value; \""
              + editor.name()
              + "\" is an editor",
          editor.start(),
          editor.nameEnd());
      return editor;
    }
    Ast.Call converter = call(false);
    if (converter != null) {
      return converter;
    }
    Token token = tokens.get(at);
    if (token.type() == TokenType.FLOAT) {
      Double number = Literals.real(token, this::refuse);
      return number == null
          ? null
          : accept(new Ast.FloatLiteral(number, token.start(), token.end()));
    }
    if (token.type() == TokenType.INT) {
      Long number = Literals.whole(token, this::refuse);
      return number == null ? null : accept(new Ast.IntLiteral(number, token.start(), token.end()));
    }
    want(TokenType.FLOAT, TokenType.INT);
    return path();
  }

  private Ast.@Nullable Value math() {
    return remembered("math", () -> operands(true));
  }

  private Ast.@Nullable Value operands(boolean sums) {
    int start = start();
    TokenType kind = sums ? TokenType.ADD_SUB : TokenType.MULT_DIV;
    Ast.Value left = sums ? operands(false) : operand();
    while (left != null) {
      int before = at;
      Token operator = take(kind);
      Ast.Value right = operator == null ? null : sums ? operands(false) : operand();
      if (operator == null || right == null) {
        at = before;
        return left;
      }
      left = new Ast.Binary(operator.text().charAt(0), left, right, start, end());
    }
    return null;
  }

  private Ast.@Nullable Value operand() {
    int start = start();
    int before = at;
    Token sign = take(TokenType.ADD_SUB);
    Ast.Value inner = literal();
    if (inner == null && take(TokenType.LPAREN) != null) {
      inner = math();
      inner =
          inner == null || take(TokenType.RPAREN) == null
              ? null
              : new Ast.Parenthesized(inner, start, end());
    }
    if (inner == null) {
      at = before;
      return null;
    }
    return sign == null ? inner : new Ast.Signed(sign.text().charAt(0), inner, start, end());
  }

  private Ast.@Nullable Value lambda() {
    int start = start();
    int before = at;
    List<String> parameters = take(TokenType.LPAREN) == null ? null : parameters();
    if (parameters != null && take(TokenType.ARROW) != null) {
      int body = at;
      Ast.Value value = value();
      if (value != null
          && !next(TokenType.OR)
          && !next(TokenType.AND)
          && !next(TokenType.COMPARISON)) {
        if (value instanceof Ast.Lambda) {
          problem("a lambda may not yield another lambda", value.start(), value.end());
        }
        return new Ast.Lambda(parameters, value, null, start, end());
      }
      at = body;
      Ast.Bool condition = condition();
      if (condition != null) {
        return new Ast.Lambda(parameters, null, condition, start, end());
      }
    }
    at = before;
    return null;
  }

  private @Nullable List<String> parameters() {
    List<String> names = new ArrayList<>();
    do {
      Token name = take(TokenType.LOWER);
      name = name == null ? take(TokenType.UNDERSCORE) : name;
      if (name == null) {
        return names.isEmpty() && take(TokenType.RPAREN) != null ? names : null;
      }
      names.add(name.text());
    } while (take(TokenType.COMMA) != null);
    return take(TokenType.RPAREN) == null ? null : names;
  }

  private Ast.@Nullable Value map() {
    int start = start();
    int before = at;
    if (take(TokenType.LBRACE) == null) {
      return null;
    }
    List<Ast.MapEntry> entries = new ArrayList<>();
    Ast.MapEntry entry;
    while ((entry = entry()) != null) {
      entries.add(entry);
      take(TokenType.COMMA);
    }
    if (take(TokenType.RBRACE) == null) {
      at = before;
      return null;
    }
    return new Ast.MapLiteral(entries, start, end());
  }

  private Ast.@Nullable MapEntry entry() {
    int start = start();
    int before = at;
    Token key = take(TokenType.STRING);
    String text = key == null ? null : Literals.text(key, this::refuse);
    Ast.Value value = text == null || take(TokenType.COLON) == null ? null : value();
    if (text == null || value == null) {
      at = before;
      return null;
    }
    return new Ast.MapEntry(text, value, start, end());
  }

  private Ast.@Nullable Value list() {
    int start = start();
    int before = at;
    if (take(TokenType.LBRACKET) == null) {
      return null;
    }
    List<Ast.Value> values = new ArrayList<>();
    Ast.Value value = value();
    while (value != null) {
      values.add(value);
      int comma = at;
      value = take(TokenType.COMMA) == null ? null : value();
      if (value == null) {
        at = comma;
      }
    }
    if (take(TokenType.RBRACKET) == null) {
      at = before;
      return null;
    }
    return new Ast.ListLiteral(values, start, end());
  }

  private Ast.@Nullable Path path() {
    int start = start();
    int before = at;
    List<Ast.Segment> segments = new ArrayList<>();
    do {
      Ast.Segment segment = segment();
      if (segment == null) {
        // A dot after a context must be followed; any later one ends the path before it.
        if (segments.size() < 2 && (segments.isEmpty() || segments.getFirst().keys().isEmpty())) {
          at = before;
          return null;
        }
        at--;
        break;
      }
      segments.add(segment);
    } while (take(TokenType.DOT) != null);
    return new Ast.Path(segments, start, end());
  }

  private Ast.@Nullable Segment segment() {
    int start = start();
    Token name = take(TokenType.LOWER);
    return name == null ? null : new Ast.Segment(name.text(), keys(), start, end());
  }

  private List<Ast.Key> keys() {
    List<Ast.Key> keys = new ArrayList<>();
    Ast.Key key;
    while ((key = key()) != null) {
      keys.add(key);
    }
    return keys;
  }

  private Ast.@Nullable Key key() {
    int start = start();
    int before = at;
    if (take(TokenType.LBRACKET) == null) {
      return null;
    }
    int inside = at;
    Token token = tokens.get(at);
    String text = token.type() == TokenType.STRING ? Literals.text(token, this::refuse) : null;
    Long number = token.type() == TokenType.INT ? Literals.whole(token, this::refuse) : null;
    Ast.Value value = null;
    if (text != null || number != null) {
      at++;
    } else {
      want(TokenType.STRING, TokenType.INT);
      value = math();
    }
    if (at == inside || take(TokenType.RBRACKET) == null) {
      at = before;
      return null;
    }
    if (text != null) {
      return new Ast.TextKey(text, start, end());
    }
    if (number != null) {
      return new Ast.IntKey(number, start, end());
    }
    return value == null ? null : new Ast.ExpressionKey(value, start, end());
  }

  /** A call of an editor or of a converter, with what indexes its result. */
  private Ast.@Nullable Call call(boolean editor) {
    return remembered(editor ? "editor" : "converter", () -> anyCall(editor));
  }

  private Ast.@Nullable Call anyCall(boolean editor) {
    int start = start();
    int before = at;
    String name = name(editor ? TokenType.LOWER : TokenType.UPPER);
    int nameEnd = end();
    if (name == null || take(TokenType.LPAREN) == null) {
      at = before;
      return null;
    }
    List<Ast.Argument> arguments = new ArrayList<>();
    Ast.Argument argument = argument();
    while (argument != null) {
      arguments.add(argument);
      int comma = at;
      argument = take(TokenType.COMMA) == null ? null : argument();
      if (argument == null) {
        at = comma;
      }
    }
    if (take(TokenType.RPAREN) == null) {
      at = before;
      return null;
    }
    List<Ast.Key> keys = keys();
    if (editor && !keys.isEmpty()) {
      problem(
          "only paths and converters can be indexed, not the editor \"" + name + "\"",
          keys.getFirst().start(),
          keys.getLast().end());
    }
    return new Ast.Call(name, arguments, keys, start, nameEnd, end());
  }

  /** Several tokens make one name; white space between them is allowed by the grammar. */
  private @Nullable String name(TokenType first) {
    Token token = take(first);
    if (token == null) {
      return null;
    }
    StringBuilder name = new StringBuilder(token.text());
    while (next(TokenType.UPPER) || next(TokenType.LOWER)) {
      name.append(tokens.get(at++).text());
    }
    return name.toString();
  }

  private Ast.@Nullable Argument argument() {
    int start = start();
    int before = at;
    String name = name(TokenType.LOWER);
    if (name == null || take(TokenType.EQUAL) == null) {
      name = null;
      at = before;
    }
    Ast.Value value = value();
    if (value != null) {
      return new Ast.Argument(name, value, null, start, end());
    }
    String function = name(TokenType.UPPER);
    if (function == null) {
      at = before;
      return null;
    }
    return new Ast.Argument(name, null, function, start, end());
  }

  private int start() {
    return tokens.get(at).start();
  }

  private int end() {
    return at == 0 ? 0 : tokens.get(at - 1).end();
  }

  private boolean next(TokenType type) {
    return tokens.get(at).type() == type;
  }

  private @Nullable Token take(TokenType type) {
    Token token = tokens.get(at);
    if (token.type() == type) {
      if (type != TokenType.END) {
        at++;
      }
      return token;
    }
    want(type);
    return null;
  }

  private void want(TokenType... types) {
    if (at > farthest) {
      farthest = at;
      expected.clear();
      hint = null;
    }
    if (at == farthest) {
      expected.addAll(List.of(types));
    }
  }

  /** Notes once what is wrong at a place, however often it is read. */
  private void problem(String message, int start, int end) {
    Problem problem = new Problem(message, start, end);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  @SuppressWarnings("unchecked") // a rule always yields nodes of its own type
  private <T extends Ast.Node> @Nullable T remembered(String rule, Supplier<@Nullable T> read) {
    Map<Integer, Memo> known = memory.computeIfAbsent(rule, r -> new HashMap<>());
    int from = at;
    Memo memo = known.get(from);
    if (memo == null) {
      if (depth == MAX_DEPTH) {
        refuse("nested deeper than " + MAX_DEPTH + " levels");
        return null;
      }
      depth++;
      T node = read.get();
      depth--;
      memo = new Memo(node, at);
      known.put(from, memo);
    }
    at = memo.at;
    return (T) memo.node;
  }
}
