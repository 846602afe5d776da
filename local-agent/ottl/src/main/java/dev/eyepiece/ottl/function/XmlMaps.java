package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.ottl.xml.XmlNode;
import dev.eyepiece.ottl.xml.XmlNode.Kind;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** XML as maps. */
final class XmlMaps {
  private static final Utf8 TAG = Utf8.of("tag");
  private static final Utf8 CONTENT = Utf8.of("content");
  private static final Utf8 ATTRIBUTES = Utf8.of("attributes");
  private static final Utf8 CHILDREN = Utf8.of("children");

  private XmlMaps() {}

  /** Name, text, attributes and children of an element. */
  static Attributes whole(XmlNode element) {
    Attributes map = new Attributes();
    map.add(TAG, Values.of(element.name()));
    StringBuilder content = new StringBuilder();
    List<AnyValue> children = new ArrayList<>();
    for (XmlNode child : element.children()) {
      switch (child.kind()) {
        case TEXT, CDATA -> content.append(child.data().strip());
        case ELEMENT -> children.add(new AnyValue.KeyValues(whole(child)));
        default -> {}
      }
    }
    if (!content.isEmpty()) {
      map.add(CONTENT, Values.of(content.toString()));
    }
    if (!element.attributes().isEmpty()) {
      Attributes attributes = new Attributes();
      for (XmlNode attribute : element.attributes()) {
        attributes.put(Utf8.of(attribute.name()), Values.of(attribute.data()));
      }
      map.add(ATTRIBUTES, new AnyValue.KeyValues(attributes));
    }
    if (!children.isEmpty()) {
      map.add(CHILDREN, new AnyValue.Array(children));
    }
    return map;
  }

  /** Elements by name: text of those that hold no element, lists of those that come again. */
  static Attributes simplified(XmlNode parent) {
    Map<String, Integer> counts = new HashMap<>();
    for (XmlNode child : parent.children()) {
      if (child.kind() == Kind.ELEMENT) {
        counts.merge(child.name(), 1, Integer::sum);
      }
    }
    Attributes map = new Attributes();
    for (XmlNode child : parent.children()) {
      if (child.kind() != Kind.ELEMENT || child.children().isEmpty()) {
        continue;
      }
      Utf8 key = Utf8.of(child.name());
      boolean several = counts.getOrDefault(child.name(), 0) > 1;
      List<AnyValue> list = List.of();
      if (several) {
        list = map.get(key) instanceof AnyValue.Array(var there) ? there : new ArrayList<>();
        map.put(key, new AnyValue.Array(list));
      }
      AnyValue value = leaf(child);
      if (value == AnyValue.Empty.INSTANCE) {
        Attributes inner = simplified(child);
        if (inner.isEmpty()) {
          continue;
        }
        value = new AnyValue.KeyValues(inner);
      }
      if (several) {
        list.add(value);
      } else {
        map.put(key, value);
      }
    }
    return map;
  }

  /** The first text of an element that holds no other; empty when there is none. */
  private static AnyValue leaf(XmlNode element) {
    if (element.children().stream().anyMatch(child -> child.kind() == Kind.ELEMENT)) {
      return AnyValue.Empty.INSTANCE;
    }
    for (XmlNode child : element.children()) {
      if (child.kind() == Kind.TEXT || child.kind() == Kind.CDATA) {
        return child.data().isEmpty() ? AnyValue.Empty.INSTANCE : Values.of(child.data());
      }
    }
    return AnyValue.Empty.INSTANCE;
  }
}
