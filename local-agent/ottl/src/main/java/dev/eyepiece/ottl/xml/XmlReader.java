package dev.eyepiece.ottl.xml;

import dev.eyepiece.ottl.xml.XmlNode.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML 1.0 as the reference does: several elements may stand at the top, entities are the five
 * that are built in and numbers, nothing outside of the text is ever read. For one text.
 */
public final class XmlReader {
  private static final int MAX_DEPTH = 1_000;
  private static final Pattern PAIR = Pattern.compile("([^\\s=]+)=[\"']?([^\\s\"']*)[\"']?");

  private final String text;
  private final XmlNode document = XmlNode.document();
  private final Set<String> prefixes = new HashSet<>(Set.of("", "xml", "xmlns"));
  private XmlNode open = document;
  private int at;
  private int depth;

  private XmlReader(String text) {
    this.text = text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /** A document of any number of elements, one at least; what is before the first is left out. */
  public static XmlNode document(String text) throws XmlException {
    XmlReader reader = new XmlReader(text);
    reader.readAll(false);
    if (reader.document.children().isEmpty()) {
      throw new XmlException("not XML: expected an element");
    }
    XmlNode first = reader.document.children().getFirst();
    boolean extra = first.kind() == Kind.DECLARATION || first.kind() == Kind.INSTRUCTION;
    if (extra && !text.startsWith("<?xml")) {
      first.remove();
    }
    return reader.document;
  }

  /** The one element of a text that ends with it. */
  public static XmlNode element(String text) throws XmlException {
    XmlReader reader = new XmlReader(text);
    XmlNode element = reader.readAll(true);
    if (element == null) {
      throw new XmlException("not XML: expected an element");
    }
    if (reader.at < reader.text.length()) {
      throw reader.wrong("nothing behind the element");
    }
    return element;
  }

  private XmlException wrong(String expected) {
    String found =
        at < text.length()
            ? "\"" + text.substring(at, Math.min(text.length(), at + 12)) + "\""
            : "the end";
    return new XmlException("not XML: expected " + expected + " at " + at + ", found " + found);
  }

  private @Nullable XmlNode readAll(boolean first) throws XmlException {
    while (at < text.length()) {
      if (text.charAt(at) != '<') {
        keep(XmlNode.text(content()));
      } else if (text.startsWith("<![CDATA[", at)) {
        at += 9;
        keep(XmlNode.of(Kind.CDATA, until("]]>")));
      } else if (text.startsWith("<!--", at)) {
        at += 4;
        String comment = until("-->");
        if (comment.contains("--") || comment.endsWith("-")) {
          throw wrong("no -- in a comment");
        }
        keep(XmlNode.of(Kind.COMMENT, comment));
      } else if (text.startsWith("<!", at)) {
        at += 2;
        keep(XmlNode.of(Kind.DIRECTIVE, directive()));
      } else if (text.startsWith("<?", at)) {
        at += 2;
        instruction();
      } else if (text.startsWith("</", at)) {
        at += 2;
        XmlNode closed = open;
        end();
        if (first && open.kind() == Kind.DOCUMENT) {
          return closed;
        }
      } else {
        at++;
        XmlNode started = start(first);
        if (first && open.kind() == Kind.DOCUMENT) {
          return started;
        }
      }
    }
    if (open.kind() != Kind.DOCUMENT) {
      throw wrong("</" + open.qualifiedName() + ">");
    }
    return null;
  }

  private void keep(XmlNode node) {
    if (open.kind() != Kind.DOCUMENT || !document.children().isEmpty()) {
      open.add(node);
    }
  }

  private String until(String end) throws XmlException {
    int found = text.indexOf(end, at);
    if (found < 0) {
      at = text.length();
      throw wrong(end);
    }
    String inside = text.substring(at, found);
    at = found + end.length();
    return inside;
  }

  private String directive() throws XmlException {
    int start = at;
    int nested = 0;
    char quote = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '<') {
        nested++;
      } else if (c == '>' && nested-- == 0) {
        return text.substring(start, at++);
      }
    }
    throw wrong(">");
  }

  private void instruction() throws XmlException {
    String target = name();
    String inside = until("?>").strip();
    if (!target.equals("xml")) {
      open.add(XmlNode.named(Kind.INSTRUCTION, target, inside));
      return;
    }
    XmlNode declaration = XmlNode.named(Kind.DECLARATION, target, "");
    Matcher pairs = PAIR.matcher(inside);
    while (pairs.find()) {
      declaration.addAttribute(XmlNode.named(Kind.ATTRIBUTE, pairs.group(1), pairs.group(2)));
      boolean version = pairs.group(1).equals("version") && !pairs.group(2).equals("1.0");
      boolean encoding =
          pairs.group(1).equals("encoding") && !pairs.group(2).equalsIgnoreCase("utf-8");
      if (version || encoding) {
        throw wrong("XML 1.0 in UTF-8");
      }
    }
    open.add(declaration);
  }

  private String name() throws XmlException {
    int start = at;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      boolean letter = c == '_' || c == ':' || Character.isLetter(c);
      boolean later = c == '-' || c == '.' || c == 0xb7 || Character.isDigit(c);
      if (!letter
          && !(at > start && (later || Character.getType(c) == Character.NON_SPACING_MARK))) {
        break;
      }
      at += Character.charCount(c);
    }
    if (at == start) {
      throw wrong("a name");
    }
    return text.substring(start, at);
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private XmlNode start(boolean lenient) throws XmlException {
    XmlNode element = XmlNode.element(name());
    while (true) {
      skipBlanks();
      if (text.startsWith("/>", at) || text.startsWith(">", at)) {
        break;
      }
      String attribute = name();
      skipBlanks();
      if (!text.startsWith("=", at)) {
        throw wrong("=");
      }
      at++;
      skipBlanks();
      XmlNode made = XmlNode.named(Kind.ATTRIBUTE, attribute, quoted());
      element.addAttribute(made);
      if (made.prefix().equals("xmlns")) {
        prefixes.add(made.name());
      }
    }
    if (!lenient && !prefixes.contains(element.prefix())) {
      throw new XmlException("not XML: the prefix " + element.prefix() + " is not declared");
    }
    open.add(element);
    if (text.charAt(at) == '/') {
      at += 2;
      return element;
    }
    at++;
    open = element;
    if (++depth > MAX_DEPTH) {
      throw new XmlException("XML is nested deeper than " + MAX_DEPTH + " levels");
    }
    return element;
  }

  private void end() throws XmlException {
    String name = name();
    skipBlanks();
    XmlNode parent = open.parent();
    if (parent == null || !name.equals(open.qualifiedName()) || !text.startsWith(">", at)) {
      throw wrong(parent == null ? "no end of an element" : "</" + open.qualifiedName() + ">");
    }
    at++;
    depth--;
    open = parent;
  }

  private String quoted() throws XmlException {
    char quote = at < text.length() ? text.charAt(at) : 0;
    if (quote != '"' && quote != '\'') {
      throw wrong("a quote");
    }
    at++;
    int end = text.indexOf(quote, at);
    if (end < 0) {
      throw wrong("the end of a value");
    }
    String value = unescape(end);
    at++;
    return value;
  }

  private String content() throws XmlException {
    int end = text.indexOf('<', at);
    return unescape(end < 0 ? text.length() : end);
  }

  private String unescape(int end) throws XmlException {
    StringBuilder out = new StringBuilder(end - at);
    while (at < end) {
      char c = text.charAt(at);
      boolean illegal = (c < ' ' && c != '\t' && c != '\n') || c >= '\ufffe';
      if (illegal || c == '<' || text.startsWith("]]>", at)) {
        throw wrong("text");
      }
      if (c == '&') {
        out.appendCodePoint(entity());
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private int entity() throws XmlException {
    int end = text.indexOf(';', at);
    String name = end < 0 || end > at + 12 ? "" : text.substring(at + 1, end);
    int value =
        switch (name) {
          case "lt" -> '<';
          case "gt" -> '>';
          case "amp" -> '&';
          case "apos" -> '\'';
          case "quot" -> '"';
          default -> number(name);
        };
    boolean control = value < ' ' && value != '\t' && value != '\n' && value != '\r';
    boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    if (control || surrogate || value > Character.MAX_CODE_POINT) {
      throw wrong("an entity");
    }
    at = end + 1;
    return value;
  }

  private static int number(String name) {
    try {
      return name.startsWith("#x")
          ? Integer.parseInt(name.substring(2), 16)
          : name.startsWith("#") ? Integer.parseInt(name.substring(1)) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
