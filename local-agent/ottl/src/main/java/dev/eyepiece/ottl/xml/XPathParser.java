package dev.eyepiece.ottl.xml;

import dev.eyepiece.ottl.xml.XPathNode.Binary;
import dev.eyepiece.ottl.xml.XPathNode.Call;
import dev.eyepiece.ottl.xml.XPathNode.Constant;
import dev.eyepiece.ottl.xml.XPathNode.Filtered;
import dev.eyepiece.ottl.xml.XPathNode.Path;
import dev.eyepiece.ottl.xml.XPathNode.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads XPath 1.0 by its grammar. For one expression. */
final class XPathParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\"[^\"]*\"|'[^']*')|(\\d+(?:\\.\\d*)?|\\.\\d+)"
              + "|([\\p{L}_][\\p{L}\\p{N}_.-]*(?::(?!:)(?:\\*|[\\p{L}_][\\p{L}\\p{N}_.-]*))?)"
              + "|(//|::|\\.\\.|!=|<=|>=|[-/@.()\\[\\],|+*=<>]))");
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("or"),
          Set.of("and"),
          Set.of("=", "!="),
          Set.of("<", "<=", ">", ">="),
          Set.of("+", "-"),
          Set.of("*", "div", "mod"));
  private static final Set<String> KINDS =
      Set.of("node", "text", "comment", "processing-instruction");
  private static final Step ANYWHERE = new Step(XPathAxis.DESCENDANT_OR_SELF, "node()", List.of());
  private static final int MAX_DEPTH = 50;
  private static final int MAX_LENGTH = 10_000;

  private final List<String> tokens = new ArrayList<>();
  private final String expression;
  private int at;
  private int depth;

  XPathParser(String expression) throws XmlException {
    this.expression = expression;
    if (expression.length() > MAX_LENGTH) {
      throw new XmlException("XPath is longer than " + MAX_LENGTH + " characters");
    }
    Matcher matcher = TOKEN.matcher(expression);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
    if (!expression.substring(end).isBlank() || tokens.isEmpty()) {
      throw new XmlException("not XPath at " + end + ": \"" + expression + "\"");
    }
  }

  XPathNode parse() throws XmlException {
    XPathNode node = binary(0);
    if (at < tokens.size()) {
      throw wrong("the end");
    }
    return node;
  }

  private XmlException wrong(String expected) {
    String found = at < tokens.size() ? "\"" + tokens.get(at) + "\"" : "the end";
    return new XmlException(
        "not XPath: expected " + expected + ", found " + found + " in \"" + expression + "\"");
  }

  private String peek(int ahead) {
    return at + ahead < tokens.size() ? tokens.get(at + ahead) : "";
  }

  private boolean take(String token) {
    if (peek(0).equals(token)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String token) throws XmlException {
    if (!take(token)) {
      throw wrong(token);
    }
  }

  private XPathNode binary(int level) throws XmlException {
    if (level == LEVELS.size()) {
      return unary();
    }
    if (level == 0 && ++depth > MAX_DEPTH) {
      throw new XmlException("XPath is nested deeper than " + MAX_DEPTH + " levels");
    }
    XPathNode left = binary(level + 1);
    while (LEVELS.get(level).contains(peek(0))) {
      String operator = peek(0);
      at++;
      left = new Binary(operator, left, binary(level + 1));
    }
    depth -= level == 0 ? 1 : 0;
    return left;
  }

  private XPathNode unary() throws XmlException {
    boolean negative = false;
    while (take("-")) {
      negative = !negative;
    }
    XPathNode node = filtered();
    while (take("|")) {
      node = new Binary("|", node, filtered());
    }
    return negative ? new Binary("-", new Constant(0.0), node) : node;
  }

  private XPathNode filtered() throws XmlException {
    XPathNode start = primary();
    if (start == null) {
      return path();
    }
    List<XPathNode> predicates = predicates();
    List<Step> steps = new ArrayList<>();
    if (peek(0).equals("/") || peek(0).equals("//")) {
      steps(steps);
    }
    return predicates.isEmpty() && steps.isEmpty() ? start : new Filtered(start, predicates, steps);
  }

  /** A primary expression; {@code null} when a path is next. */
  private @Nullable XPathNode primary() throws XmlException {
    String token = peek(0);
    if (token.startsWith("\"") || token.startsWith("'")) {
      at++;
      return new Constant(token.substring(1, token.length() - 1));
    }
    if (!token.isEmpty() && (Character.isDigit(token.charAt(0)) || token.matches("\\.\\d+"))) {
      at++;
      return new Constant(Double.valueOf(token));
    }
    if (take("(")) {
      XPathNode inner = binary(0);
      expect(")");
      return inner;
    }
    if (isName(token) && peek(1).equals("(") && !KINDS.contains(token)) {
      at += 2;
      List<XPathNode> arguments = new ArrayList<>();
      while (!take(")")) {
        if (!arguments.isEmpty()) {
          expect(",");
        }
        arguments.add(binary(0));
      }
      XPathFunctions.check(token, arguments.size());
      return new Call(token, arguments);
    }
    return null;
  }

  private static boolean isName(String token) {
    return !token.isEmpty() && (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_');
  }

  private XPathNode path() throws XmlException {
    boolean absolute = peek(0).equals("/") || peek(0).equals("//");
    List<Step> steps = new ArrayList<>();
    if (absolute) {
      boolean alone = peek(0).equals("/") && !startsStep(peek(1));
      if (alone) {
        at++;
        return new Path(true, steps);
      }
    } else {
      steps.add(step());
    }
    steps(steps);
    return new Path(absolute, steps);
  }

  private static boolean startsStep(String token) {
    return isName(token) || Set.of("@", ".", "..", "*").contains(token);
  }

  private void steps(List<Step> into) throws XmlException {
    while (true) {
      if (take("//")) {
        into.add(ANYWHERE);
      } else if (!take("/")) {
        return;
      }
      into.add(step());
    }
  }

  private Step step() throws XmlException {
    if (take("..")) {
      return new Step(XPathAxis.PARENT, "node()", List.of());
    }
    if (take(".")) {
      return new Step(XPathAxis.SELF, "node()", List.of());
    }
    XPathAxis axis = XPathAxis.CHILD;
    if (take("@")) {
      axis = XPathAxis.ATTRIBUTE;
    } else if (peek(1).equals("::")) {
      axis = XPathAxis.of(peek(0));
      at += 2;
    }
    String test = peek(0);
    if (!test.equals("*") && !isName(test)) {
      throw wrong("a name");
    }
    at++;
    if (KINDS.contains(test) && take("(")) {
      expect(")");
      test += "()";
    }
    return new Step(axis, test, predicates());
  }

  private List<XPathNode> predicates() throws XmlException {
    List<XPathNode> predicates = new ArrayList<>();
    while (take("[")) {
      predicates.add(binary(0));
      expect("]");
    }
    return predicates;
  }
}
