package dev.eyepiece.stacks;

/** A file of stacks that cannot be read. The message says what, where and what was expected. */
public final class StackFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  public StackFormatException(String message) {
    super(message);
  }

  public StackFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
