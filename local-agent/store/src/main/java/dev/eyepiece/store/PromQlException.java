package dev.eyepiece.store;

/** An expression that cannot be read or answered; the message says what was expected. */
public final class PromQlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;

  PromQlException(String message, int position) {
    super(message);
    this.position = position;
  }

  /** Index of the offending character. */
  public int position() {
    return position;
  }
}
