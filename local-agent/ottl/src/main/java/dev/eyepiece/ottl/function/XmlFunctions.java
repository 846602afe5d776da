package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.ottl.xml.XPath;
import dev.eyepiece.ottl.xml.XmlException;
import dev.eyepiece.ottl.xml.XmlNode;
import dev.eyepiece.ottl.xml.XmlNode.Kind;
import dev.eyepiece.ottl.xml.XmlReader;
import dev.eyepiece.ottl.xml.XmlWriter;
import dev.eyepiece.telemetry.Utf8;
import java.util.List;

/** The converters that read and write XML text. */
final class XmlFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("GetXML", "Target:text XPath:raw_text", XmlFunctions::get),
          Function.of(
              "InsertXML", "Target:text XPath:raw_text SubDocument:text", XmlFunctions::insert),
          Function.of("RemoveXML", "Target:text XPath:raw_text", XmlFunctions::remove),
          Function.of(
              "ConvertAttributesToElementsXML",
              "Target:text XPath?:raw_text",
              XmlFunctions::attributesToElements),
          Function.of(
              "ConvertTextToElementsXML",
              "Target:text XPath?:raw_text ElementName?:raw_text",
              XmlFunctions::textToElements),
          Function.of("ParseXML", "Target:text", args -> parsed(args, true)),
          Function.of("ParseSimplifiedXML", "Target:text", args -> parsed(args, false)));

  private XmlFunctions() {}

  /** What is done with a document's text. */
  private interface Work {
    Object on(String text, dev.eyepiece.ottl.engine.Frame frame) throws XmlException;
  }

  private static Node node(Args args, Work work) {
    Arg<Utf8> target = args.text(0);
    return Node.of(frame -> {
      try {
        return work.on(target.get(frame).toString(), frame);
      } catch (XmlException e) {
        throw new OttlException("" + e.getMessage());
      }
    });
  }

  private static XPath path(String text) {
    try {
      return XPath.compile(text);
    } catch (XmlException e) {
      throw new CheckException("" + e.getMessage());
    }
  }

  private static Object text(XmlNode document) {
    return Values.of(XmlWriter.inside(document));
  }

  private static Node get(Args args) {
    XPath path = path(args.rawText(1));
    return node(
        args,
        (text, frame) -> {
          XmlNode result = XmlNode.document();
          if (!text.isEmpty()) {
            for (XmlNode node : path.select(XmlReader.document(text))) {
              switch (node.kind()) {
                case ELEMENT, TEXT -> result.add(node.copy());
                case ATTRIBUTE, CDATA -> result.add(XmlNode.text(node.data()));
                default -> {}
              }
            }
          }
          return text(result);
        });
  }

  private static Node insert(Args args) {
    XPath path = path(args.rawText(1));
    Arg<Utf8> inserted = args.text(2);
    return node(
        args,
        (text, frame) -> {
          XmlNode document = text.isEmpty() ? XmlNode.document() : XmlReader.document(text);
          XmlNode part = XmlReader.document(inserted.get(frame).toString());
          for (XmlNode node : path.select(document)) {
            if (node.kind() != Kind.ELEMENT && node.kind() != Kind.DOCUMENT) {
              throw new OttlException(
                  "the XPath selects what is no element: \"" + node.name() + "\"");
            }
            part.children().forEach(child -> node.add(child.copy()));
          }
          return text(document);
        });
  }

  private static Node remove(Args args) {
    XPath path = path(args.rawText(1));
    return node(
        args,
        (text, frame) -> {
          if (text.isEmpty()) {
            return Values.of("");
          }
          XmlNode document = XmlReader.document(text);
          for (XmlNode node : path.select(document)) {
            XmlNode parent = node.parent();
            switch (node.kind()) {
              case ELEMENT, COMMENT, CDATA -> node.remove();
              case TEXT -> node.setData("");
              case ATTRIBUTE -> {
                if (parent != null) {
                  parent.removeAttribute(node.name());
                }
              }
              default -> {}
            }
          }
          return text(document);
        });
  }

  private static Node attributesToElements(Args args) {
    String given = args.rawText(1, "");
    XPath path = path(given.isEmpty() ? "//@*" : given);
    return node(
        args,
        (text, frame) -> {
          XmlNode document = XmlReader.document(text);
          for (XmlNode node : path.select(document)) {
            XmlNode parent = node.parent();
            if (node.kind() == Kind.ATTRIBUTE && parent != null) {
              XmlNode element = XmlNode.element(node.name());
              element.add(XmlNode.text(node.data()));
              parent.add(element);
              parent.removeAttribute(node.name());
            }
          }
          return text(document);
        });
  }

  private static Node textToElements(Args args) {
    String given = args.rawText(1, "");
    XPath path = path(given.isEmpty() ? "/" : given);
    String element = args.rawText(2, "");
    String name = element.isEmpty() ? "value" : element;
    return node(
        args,
        (text, frame) -> {
          XmlNode document = XmlReader.document(text);
          for (XmlNode node : path.select(document)) {
            wrap(node, name);
          }
          return text(document);
        });
  }

  private static void wrap(XmlNode parent, String name) {
    if (parent.kind() != Kind.ELEMENT && parent.kind() != Kind.DOCUMENT) {
      return;
    }
    int texts = 0;
    int elements = 0;
    for (XmlNode child : parent.children()) {
      if (child.kind() == Kind.ELEMENT) {
        wrap(child, name);
        elements++;
      } else if (child.kind() == Kind.TEXT) {
        texts++;
      }
    }
    if (texts == 0 || texts + elements <= 1) {
      return;
    }
    for (XmlNode child : parent.children()) {
      if (child.kind() == Kind.TEXT) {
        child.wrap(name);
      }
    }
  }

  private static Node parsed(Args args, boolean whole) {
    return node(
        args,
        (text, frame) ->
            whole
                ? XmlMaps.whole(XmlReader.element(text))
                : XmlMaps.simplified(XmlReader.document(text)));
  }
}
