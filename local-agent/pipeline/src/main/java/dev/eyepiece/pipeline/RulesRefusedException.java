package dev.eyepiece.pipeline;

/** Rule sets that cannot be put in force; the message says which and why. */
public final class RulesRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public RulesRefusedException(String message) {
    super(message);
  }
}
