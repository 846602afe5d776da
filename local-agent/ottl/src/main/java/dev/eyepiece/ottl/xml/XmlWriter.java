package dev.eyepiece.ottl.xml;

/** Writes XML as the reference does: empty elements with an end tag, both quotes as numbers. */
public final class XmlWriter {
  private final StringBuilder out = new StringBuilder();

  private XmlWriter() {}

  /** What a node holds, without the node. */
  public static String inside(XmlNode node) {
    XmlWriter writer = new XmlWriter();
    node.children().forEach(child -> writer.write(child, true));
    return writer.out.toString();
  }

  private void write(XmlNode node, boolean preserved) {
    boolean preserve = preserved;
    for (XmlNode attribute : node.attributes()) {
      if (attribute.qualifiedName().equals("xml:space")) {
        preserve = attribute.data().equals("preserve") || (preserve && !isDefault(attribute));
      }
    }
    switch (node.kind()) {
      case TEXT -> escape(preserve ? node.data() : node.data().strip());
      case CDATA -> out.append("<![CDATA[").append(node.data()).append("]]>");
      case COMMENT -> out.append("<!--").append(node.data()).append("-->");
      case DIRECTIVE -> out.append("<!").append(node.data()).append('>');
      case INSTRUCTION -> {
        out.append("<?").append(node.name());
        out.append(node.data().isEmpty() ? "" : " ").append(node.data()).append("?>");
      }
      case DECLARATION -> {
        out.append("<?").append(node.name());
        attributes(node);
        out.append("?>");
      }
      default -> {
        out.append('<').append(node.qualifiedName());
        attributes(node);
        out.append('>');
        boolean inner = preserve;
        node.children().forEach(child -> write(child, inner));
        out.append("</").append(node.qualifiedName()).append('>');
      }
    }
  }

  private static boolean isDefault(XmlNode attribute) {
    return attribute.data().equals("default");
  }

  private void attributes(XmlNode node) {
    for (XmlNode attribute : node.attributes()) {
      out.append(' ').append(attribute.qualifiedName()).append("=\"");
      escape(attribute.data());
      out.append('"');
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '\'' -> out.append("&#39;");
        case '"' -> out.append("&#34;");
        default -> out.append(text.charAt(i));
      }
    }
  }
}
