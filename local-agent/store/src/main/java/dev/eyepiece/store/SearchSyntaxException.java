package dev.eyepiece.store;

/** A search that cannot be read; the message says what was wrong and what was expected. */
public final class SearchSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;

  public SearchSyntaxException(String message, int position) {
    super(message);
    this.position = position;
  }

  /** Index of the offending character. */
  public int position() {
    return position;
  }
}
