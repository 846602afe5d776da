package dev.eyepiece.ottl.regex;

/** A pattern that is none: what is wrong with it, as the reference says it, and the part of it. */
public final class RegexSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  RegexSyntaxException(String what, String where) {
    super("error parsing regexp: " + what + ": `" + where + "`");
  }
}
