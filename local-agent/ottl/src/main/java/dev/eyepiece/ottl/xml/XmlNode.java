package dev.eyepiece.ottl.xml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of XML. Mutable, for one thread. */
public final class XmlNode {
  /** What a node is. */
  public enum Kind {
    DOCUMENT,
    DECLARATION,
    ELEMENT,
    ATTRIBUTE,
    TEXT,
    CDATA,
    COMMENT,
    INSTRUCTION,
    DIRECTIVE
  }

  private final String prefix;
  private Kind kind;
  private String name;
  private String data;
  private @Nullable XmlNode parent;
  private final List<XmlNode> attributes = new ArrayList<>(0);
  private final List<XmlNode> children = new ArrayList<>(0);

  private XmlNode(Kind kind, String prefix, String name, String data) {
    this.kind = kind;
    this.prefix = prefix;
    this.name = name;
    this.data = data;
  }

  /** An empty document. */
  public static XmlNode document() {
    return new XmlNode(Kind.DOCUMENT, "", "", "");
  }

  /**
   * An element.
   *
   * @param name may have a prefix with a colon
   */
  public static XmlNode element(String name) {
    return named(Kind.ELEMENT, name, "");
  }

  public static XmlNode text(String data) {
    return new XmlNode(Kind.TEXT, "", "", data);
  }

  static XmlNode named(Kind kind, String name, String data) {
    int colon = name.indexOf(':');
    boolean prefixed = colon > 0 && colon < name.length() - 1;
    return new XmlNode(
        kind,
        prefixed ? name.substring(0, colon) : "",
        prefixed ? name.substring(colon + 1) : name,
        data);
  }

  static XmlNode of(Kind kind, String data) {
    return new XmlNode(kind, "", "", data);
  }

  public Kind kind() {
    return kind;
  }

  String prefix() {
    return prefix;
  }

  /** The name without its prefix. */
  public String name() {
    return name;
  }

  String qualifiedName() {
    return prefix.isEmpty() ? name : prefix + ":" + name;
  }

  /** The text of a text, a comment or an attribute. */
  public String data() {
    return data;
  }

  public void setData(String newData) {
    data = newData;
  }

  public @Nullable XmlNode parent() {
    return parent;
  }

  /** The live list. */
  public List<XmlNode> children() {
    return children;
  }

  /** The live list. */
  public List<XmlNode> attributes() {
    return attributes;
  }

  public void add(XmlNode child) {
    child.parent = this;
    children.add(child);
  }

  void addAttribute(XmlNode attribute) {
    attribute.parent = this;
    attributes.add(attribute);
  }

  /** Takes it away from its parent, with all that it holds. */
  public void remove() {
    XmlNode from = parent;
    if (from != null) {
      from.children.removeIf(child -> same(child, this));
      parent = null;
    }
  }

  /** Removes the first attribute of a name without a prefix. */
  public void removeAttribute(String attribute) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.get(i).prefix.isEmpty() && attributes.get(i).name.equals(attribute)) {
        attributes.remove(i);
        return;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // identity is what is asked
  private static boolean same(XmlNode a, XmlNode b) {
    return a == b;
  }

  /** Makes an element of a text, which is then in it. */
  public void wrap(String element) {
    add(text(data));
    kind = Kind.ELEMENT;
    name = element;
    data = "";
  }

  /** A copy that has no parent. */
  public XmlNode copy() {
    XmlNode copy = new XmlNode(kind, prefix, name, data);
    attributes.forEach(attribute -> copy.addAttribute(attribute.copy()));
    children.forEach(child -> copy.add(child.copy()));
    return copy;
  }

  /** All text in it. */
  public String innerText() {
    StringBuilder out = new StringBuilder();
    innerText(out);
    return out.toString();
  }

  private void innerText(StringBuilder out) {
    switch (kind) {
      case TEXT, CDATA, ATTRIBUTE -> out.append(data);
      case COMMENT -> {}
      default -> children.forEach(child -> child.innerText(out));
    }
  }
}
