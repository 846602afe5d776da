package dev.eyepiece.ottl.xml;

import dev.eyepiece.ottl.xml.XmlNode.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A part of an expression. It comes to {@link Nodes}, a Double, a String or a Boolean. */
sealed interface XPathNode {
  Object evaluate(Place place) throws XmlException;

  /** Nodes in the order of the document, each once. */
  record Nodes(List<XmlNode> list) {}

  /**
   * Where an expression is evaluated.
   *
   * @param position from one on, among {@code size} nodes
   */
  record Place(XmlNode root, XmlNode node, int position, int size) {}

  /** A number or a text. */
  record Constant(Object value) implements XPathNode {
    @Override
    public Object evaluate(Place place) {
      return value;
    }
  }

  /** Two sides and an operator between them. */
  record Binary(String operator, XPathNode left, XPathNode right) implements XPathNode {
    @Override
    public Object evaluate(Place place) throws XmlException {
      Object a = left.evaluate(place);
      return switch (operator) {
        case "or" -> XPathValues.bool(a) || XPathValues.bool(right.evaluate(place));
        case "and" -> XPathValues.bool(a) && XPathValues.bool(right.evaluate(place));
        case "=", "!=", "<", "<=", ">", ">=" ->
            XPathValues.compare(operator, a, right.evaluate(place));
        case "|" -> union(a, right.evaluate(place));
        default -> arithmetic(XPathValues.number(a), XPathValues.number(right.evaluate(place)));
      };
    }

    private static Object union(Object a, Object b) throws XmlException {
      if (!(a instanceof Nodes one) || !(b instanceof Nodes other)) {
        throw new XmlException("the sides of | must be nodes");
      }
      List<XmlNode> all = new ArrayList<>(one.list);
      all.addAll(other.list);
      return new Nodes(distinct(all));
    }

    private Object arithmetic(double a, double b) {
      return switch (operator) {
        case "+" -> a + b;
        case "-" -> a - b;
        case "*" -> a * b;
        case "div" -> a / b;
        default -> a % b;
      };
    }
  }

  /** A function's call. */
  record Call(String name, List<XPathNode> arguments) implements XPathNode {
    @Override
    public Object evaluate(Place place) throws XmlException {
      List<Object> values = new ArrayList<>();
      for (XPathNode argument : arguments) {
        values.add(argument.evaluate(place));
      }
      return XPathFunctions.call(name, values, place);
    }
  }

  /** Nodes that an expression comes to, filtered, and steps from there. */
  record Filtered(XPathNode start, List<XPathNode> predicates, List<Step> steps)
      implements XPathNode {
    @Override
    public Object evaluate(Place place) throws XmlException {
      Object value = start.evaluate(place);
      if (predicates.isEmpty() && steps.isEmpty()) {
        return value;
      }
      if (!(value instanceof Nodes nodes)) {
        throw new XmlException("only nodes can be filtered and stepped from");
      }
      List<XmlNode> found = nodes.list;
      for (XPathNode predicate : predicates) {
        found = Step.filter(found, predicate, place.root);
      }
      return new Nodes(Path.follow(found, steps, place.root));
    }
  }

  /** Steps from the root or from the node at hand. */
  record Path(boolean absolute, List<Step> steps) implements XPathNode {
    @Override
    public Object evaluate(Place place) throws XmlException {
      XmlNode start = absolute ? place.root : place.node;
      return new Nodes(follow(List.of(start), steps, place.root));
    }

    static List<XmlNode> follow(List<XmlNode> from, List<Step> steps, XmlNode root)
        throws XmlException {
      List<XmlNode> now = from;
      for (Step step : steps) {
        List<XmlNode> next = new ArrayList<>();
        for (XmlNode node : now) {
          next.addAll(step.from(node, root));
        }
        now = now.size() == 1 ? next : distinct(next);
      }
      return now;
    }
  }

  /**
   * One step of a path.
   *
   * @param test a name, {@code *}, or a kind of node with parentheses
   */
  record Step(XPathAxis axis, String test, List<XPathNode> predicates) {
    List<XmlNode> from(XmlNode node, XmlNode root) throws XmlException {
      List<XmlNode> found = new ArrayList<>();
      for (XmlNode candidate : axis.from(node)) {
        if (matches(candidate)) {
          found.add(candidate);
        }
      }
      for (XPathNode predicate : predicates) {
        found = filter(found, predicate, root);
      }
      return found;
    }

    private boolean matches(XmlNode node) {
      return switch (test) {
        case "node()" -> true;
        case "text()" -> node.kind() == Kind.TEXT || node.kind() == Kind.CDATA;
        case "comment()" -> node.kind() == Kind.COMMENT;
        case "processing-instruction()" -> node.kind() == Kind.INSTRUCTION;
        default -> {
          boolean principal = axis == XPathAxis.ATTRIBUTE || node.kind() == Kind.ELEMENT;
          yield principal && (test.equals("*") || test.equals(node.qualifiedName()));
        }
      };
    }

    static List<XmlNode> filter(List<XmlNode> nodes, XPathNode predicate, XmlNode root)
        throws XmlException {
      List<XmlNode> kept = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        Object value = predicate.evaluate(new Place(root, nodes.get(i), i + 1, nodes.size()));
        boolean holds = value instanceof Double d ? d == i + 1 : XPathValues.bool(value);
        if (holds) {
          kept.add(nodes.get(i));
        }
      }
      return kept;
    }
  }

  private static List<XmlNode> distinct(List<XmlNode> nodes) {
    Set<XmlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<XmlNode> each = new ArrayList<>(nodes.size());
    for (XmlNode node : nodes) {
      if (seen.add(node)) {
        each.add(node);
      }
    }
    return each;
  }
}
