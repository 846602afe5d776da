package dev.eyepiece.ottl.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A direction of a step. */
enum XPathAxis {
  CHILD,
  DESCENDANT,
  DESCENDANT_OR_SELF,
  ATTRIBUTE,
  SELF,
  PARENT,
  ANCESTOR,
  ANCESTOR_OR_SELF,
  FOLLOWING_SIBLING,
  PRECEDING_SIBLING,
  FOLLOWING,
  PRECEDING;

  static XPathAxis of(String name) throws XmlException {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new XmlException("not XPath: there is no axis " + name);
    }
  }

  /** The nodes in this direction, the nearest first. */
  List<XmlNode> from(XmlNode node) {
    List<XmlNode> found = new ArrayList<>();
    switch (this) {
      case CHILD -> found.addAll(node.children());
      case DESCENDANT -> descend(node, found);
      case DESCENDANT_OR_SELF -> {
        found.add(node);
        descend(node, found);
      }
      case ATTRIBUTE -> {
        if (node.kind() == XmlNode.Kind.ELEMENT) {
          found.addAll(node.attributes());
        }
      }
      case SELF -> found.add(node);
      case PARENT -> {
        if (node.parent() != null) {
          found.add(node.parent());
        }
      }
      case ANCESTOR -> ascend(node.parent(), found);
      case ANCESTOR_OR_SELF -> ascend(node, found);
      case FOLLOWING_SIBLING -> found.addAll(siblings(node, true));
      case PRECEDING_SIBLING -> found.addAll(siblings(node, false));
      case FOLLOWING, PRECEDING -> around(node, this == FOLLOWING, found);
    }
    return found;
  }

  private static void descend(XmlNode node, List<XmlNode> into) {
    for (XmlNode child : node.children()) {
      into.add(child);
      descend(child, into);
    }
  }

  private static void ascend(@Nullable XmlNode from, List<XmlNode> into) {
    for (XmlNode node = from; node != null; node = node.parent()) {
      into.add(node);
    }
  }

  private static List<XmlNode> siblings(XmlNode node, boolean after) {
    XmlNode parent = node.parent();
    if (parent == null || node.kind() == XmlNode.Kind.ATTRIBUTE) {
      return List.of();
    }
    int at = place(parent, node);
    return after
        ? parent.children().subList(at + 1, parent.children().size())
        : parent.children().subList(0, at).reversed();
  }

  @SuppressWarnings("ReferenceEquality") // identity is what is asked
  private static int place(XmlNode parent, XmlNode node) {
    int at = 0;
    while (parent.children().get(at) != node) {
      at++;
    }
    return at;
  }

  private static void around(XmlNode node, boolean after, List<XmlNode> into) {
    List<XmlNode> line = new ArrayList<>();
    ascend(node, line);
    for (XmlNode each : line) {
      for (XmlNode sibling : siblings(each, after)) {
        List<XmlNode> inside = DESCENDANT_OR_SELF.from(sibling);
        into.addAll(after ? inside : inside.reversed());
      }
    }
  }
}
