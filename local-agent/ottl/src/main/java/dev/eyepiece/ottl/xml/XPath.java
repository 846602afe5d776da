package dev.eyepiece.ottl.xml;

import java.util.List;

/** A compiled expression of XPath 1.0. Immutable. */
public final class XPath {
  private final XPathNode root;

  private XPath(XPathNode root) {
    this.root = root;
  }

  /** Compiles an expression. */
  public static XPath compile(String expression) throws XmlException {
    return new XPath(new XPathParser(expression).parse());
  }

  /**
   * The nodes that it selects in a document, in their order; none when it comes to something else.
   */
  public List<XmlNode> select(XmlNode document) throws XmlException {
    Object value = root.evaluate(new XPathNode.Place(document, document, 1, 1));
    return value instanceof XPathNode.Nodes nodes ? nodes.list() : List.of();
  }
}
