package dev.eyepiece.ottl.engine;

/** A rule that cannot be compiled. */
public final class CheckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CheckException(String message) {
    super(message, null, false, false);
  }
}
