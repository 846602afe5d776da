package dev.eyepiece.agent;

/** A question that was not answered; the message is fit to be shown. */
public final class QueryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The error is at no place in the text. */
  public static final int NO_POSITION = -1;

  private final int position;
  private final boolean badInput;

  /**
   * @param position index of the offending character of search or statement, or {@link
   *     #NO_POSITION}
   * @param badInput true when the question itself is wrong, false when it could not be answered
   */
  public QueryException(String message, int position, boolean badInput) {
    super(message);
    this.position = position;
    this.badInput = badInput;
  }

  public QueryException(String message, Throwable cause) {
    super(message, cause);
    position = NO_POSITION;
    badInput = false;
  }

  public int position() {
    return position;
  }

  public boolean badInput() {
    return badInput;
  }
}
