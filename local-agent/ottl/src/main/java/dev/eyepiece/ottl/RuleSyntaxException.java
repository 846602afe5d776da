package dev.eyepiece.ottl;

/** Text that holds no rules. */
public final class RuleSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  public RuleSyntaxException(String message) {
    super(message);
  }
}
