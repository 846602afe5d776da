package dev.eyepiece.ottl.xml;

/** Text that is no XML, or an expression that is no XPath. */
public final class XmlException extends Exception {
  private static final long serialVersionUID = 1L;

  XmlException(String message) {
    super(message);
  }
}
