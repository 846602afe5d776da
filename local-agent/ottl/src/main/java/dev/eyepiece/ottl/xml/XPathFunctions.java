package dev.eyepiece.ottl.xml;

import dev.eyepiece.ottl.xml.XPathNode.Nodes;
import dev.eyepiece.ottl.xml.XPathNode.Place;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The functions of XPath 1.0 that need no document type, and a few of 2.0 that peers have. */
final class XPathFunctions {
  /** How many arguments each takes: least and most. */
  private static final Map<String, int[]> ARITY =
      Map.ofEntries(
          Map.entry("last", new int[] {0, 0}),
          Map.entry("position", new int[] {0, 0}),
          Map.entry("true", new int[] {0, 0}),
          Map.entry("false", new int[] {0, 0}),
          Map.entry("count", new int[] {1, 1}),
          Map.entry("sum", new int[] {1, 1}),
          Map.entry("not", new int[] {1, 1}),
          Map.entry("boolean", new int[] {1, 1}),
          Map.entry("floor", new int[] {1, 1}),
          Map.entry("ceiling", new int[] {1, 1}),
          Map.entry("round", new int[] {1, 1}),
          Map.entry("lower-case", new int[] {1, 1}),
          Map.entry("number", new int[] {0, 1}),
          Map.entry("string", new int[] {0, 1}),
          Map.entry("string-length", new int[] {0, 1}),
          Map.entry("normalize-space", new int[] {0, 1}),
          Map.entry("name", new int[] {0, 1}),
          Map.entry("local-name", new int[] {0, 1}),
          Map.entry("contains", new int[] {2, 2}),
          Map.entry("starts-with", new int[] {2, 2}),
          Map.entry("ends-with", new int[] {2, 2}),
          Map.entry("substring-before", new int[] {2, 2}),
          Map.entry("substring-after", new int[] {2, 2}),
          Map.entry("substring", new int[] {2, 3}),
          Map.entry("translate", new int[] {3, 3}),
          Map.entry("concat", new int[] {2, 100}));

  private XPathFunctions() {}

  static void check(String name, int arguments) throws XmlException {
    int[] arity = ARITY.get(name);
    if (arity == null || arguments < arity[0] || arguments > arity[1]) {
      throw new XmlException(
          "not XPath: "
              + (arity == null
                  ? "there is no function " + name
                  : name + " takes " + arity[0] + " to " + arity[1] + " arguments"));
    }
  }

  static Object call(String name, List<Object> given, Place place) throws XmlException {
    Object first = given.isEmpty() ? new Nodes(List.of(place.node())) : given.getFirst();
    String text = XPathValues.text(first);
    String second = given.size() > 1 ? XPathValues.text(given.get(1)) : "";
    return switch (name) {
      case "last" -> (double) place.size();
      case "position" -> (double) place.position();
      case "true" -> true;
      case "false" -> false;
      case "count" -> (double) nodes(name, first).size();
      case "sum" ->
          nodes(name, first).stream()
              .mapToDouble(node -> XPathValues.number(XPathValues.text(node)))
              .sum();
      case "not" -> !XPathValues.bool(first);
      case "boolean" -> XPathValues.bool(first);
      case "number" -> XPathValues.number(first);
      case "floor" -> Math.floor(XPathValues.number(first));
      case "ceiling" -> Math.ceil(XPathValues.number(first));
      case "round" -> Math.floor(XPathValues.number(first) + 0.5);
      case "string" -> text;
      case "lower-case" -> text.toLowerCase(Locale.ROOT);
      case "string-length" -> (double) text.codePointCount(0, text.length());
      case "normalize-space" -> text.strip().replaceAll("\\s+", " ");
      case "name" -> name(first, true);
      case "local-name" -> name(first, false);
      case "contains" -> text.contains(second);
      case "starts-with" -> text.startsWith(second);
      case "ends-with" -> text.endsWith(second);
      case "substring-before" ->
          text.contains(second) ? text.substring(0, text.indexOf(second)) : "";
      case "substring-after" ->
          text.contains(second) ? text.substring(text.indexOf(second) + second.length()) : "";
      case "substring" -> substring(text, given);
      case "translate" -> translate(text, second, XPathValues.text(given.get(2)));
      default -> {
        StringBuilder all = new StringBuilder();
        given.forEach(value -> all.append(XPathValues.text(value)));
        yield all.toString();
      }
    };
  }

  private static List<XmlNode> nodes(String name, Object value) throws XmlException {
    if (value instanceof Nodes nodes) {
      return nodes.list();
    }
    throw new XmlException("the argument of " + name + " must be nodes");
  }

  private static String name(Object value, boolean qualified) throws XmlException {
    List<XmlNode> nodes = nodes("name", value);
    if (nodes.isEmpty()) {
      return "";
    }
    return qualified ? nodes.getFirst().qualifiedName() : nodes.getFirst().name();
  }

  /** Characters count from one. */
  private static String substring(String text, List<Object> given) {
    double from = Math.floor(XPathValues.number(given.get(1)) + 0.5);
    double to =
        given.size() < 3
            ? Double.POSITIVE_INFINITY
            : from + Math.floor(XPathValues.number(given.get(2)) + 0.5);
    StringBuilder out = new StringBuilder();
    int position = 1;
    for (int c : text.codePoints().toArray()) {
      if (position >= from && position < to) {
        out.appendCodePoint(c);
      }
      position++;
    }
    return out.toString();
  }

  private static String translate(String text, String from, String to) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int at = from.indexOf(c);
      if (at < 0) {
        out.append(c);
      } else if (at < to.length()) {
        out.append(to.charAt(at));
      }
    }
    return out.toString();
  }
}
