package dev.eyepiece.profiler.symbols;

/** A mangled name that does not follow the grammar, or is too large. */
final class UnreadableNameException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableNameException(String what) {
    super(what, null, false, false);
  }
}
