package dev.eyepiece.ottl.engine;

/** What a parameter takes. The names in {@link Function} definitions are those here. */
public enum ParamKind {
  VALUE("any value"),
  TARGET("a path that is written"),
  MAP_TARGET("a path of a map"),
  LIST_TARGET("a path of a list"),
  TEXT("text"),
  TEXTLIKE("anything that has a text form"),
  INT("an int"),
  INTLIKE("anything that can be made an int"),
  REAL("a double"),
  REALLIKE("anything that can be made a double"),
  BOOL("a bool"),
  BOOLLIKE("anything that can be made a bool"),
  BYTESLIKE("bytes, text or a number"),
  MAP("a map"),
  LIST("a list"),
  TIME("a time"),
  DURATION("a duration"),
  RAW_TEXT("literal text"),
  RAW_INT("a literal int"),
  RAW_REAL("a literal number with a dot"),
  RAW_BOOL("true or false"),
  RAW_TEXTS("a literal list of texts"),
  RAW_REALS("a literal list of numbers with a dot"),
  VALUES("a literal list of values"),
  TEXTS("a literal list of texts or paths of text"),
  TEXTLIKES("a list of values"),
  FUNCTION("the name of a converter"),
  LAMBDA("a lambda");

  private final String shown;

  ParamKind(String shown) {
    this.shown = shown;
  }

  /** How a message names it. */
  public String shown() {
    return shown;
  }
}
