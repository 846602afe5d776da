package dev.eyepiece.ottl.xml;

import dev.eyepiece.ottl.xml.XPathNode.Nodes;
import java.util.List;

/** Conversions and comparisons of XPath 1.0, sections 3.4 and 4. */
final class XPathValues {
  private XPathValues() {}

  static boolean bool(Object value) {
    return switch (value) {
      case Nodes nodes -> !nodes.list().isEmpty();
      case Double number -> number != 0 && !number.isNaN();
      case String text -> !text.isEmpty();
      default -> value.equals(true);
    };
  }

  static String text(Object value) {
    return switch (value) {
      case Nodes nodes -> nodes.list().isEmpty() ? "" : text(nodes.list().getFirst());
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      default -> value.toString();
    };
  }

  static String text(XmlNode node) {
    return node.kind() == XmlNode.Kind.COMMENT ? node.data() : node.innerText();
  }

  static double number(Object value) {
    return switch (value) {
      case Double number -> number;
      case Boolean bool -> bool ? 1 : 0;
      default -> parse(text(value).strip());
    };
  }

  private static double parse(String text) {
    boolean plain = !text.isEmpty() && text.chars().allMatch(c -> "-.0123456789".indexOf(c) >= 0);
    try {
      return plain ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Nodes are compared each for itself: one that holds is enough. */
  static boolean compare(String operator, Object a, Object b) {
    if (a instanceof Nodes nodes && !(b instanceof Boolean)) {
      return anyOf(nodes.list(), item -> compare(operator, item, b));
    }
    if (b instanceof Nodes nodes && !(a instanceof Boolean)) {
      return anyOf(nodes.list(), item -> compare(operator, a, item));
    }
    boolean equality = operator.equals("=") || operator.equals("!=");
    if (equality && (a instanceof Boolean || b instanceof Boolean)) {
      return (bool(a) == bool(b)) == operator.equals("=");
    }
    if (equality && a instanceof String && b instanceof String) {
      return a.equals(b) == operator.equals("=");
    }
    double x = number(a);
    double y = number(b);
    return switch (operator) {
      case "=" -> x == y;
      case "!=" -> x != y;
      case "<" -> x < y;
      case "<=" -> x <= y;
      case ">" -> x > y;
      default -> x >= y;
    };
  }

  private interface Test {
    boolean holds(String text);
  }

  private static boolean anyOf(List<XmlNode> nodes, Test test) {
    for (XmlNode node : nodes) {
      if (test.holds(text(node))) {
        return true;
      }
    }
    return false;
  }
}
