package dev.eyepiece.agent;

import java.util.List;

/** A question that was not answered; the message is fit to be shown. */
public final class QueryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The error is at no place in the text. */
  public static final int NO_POSITION = -1;

  private final int position;
  private final boolean badInput;
  private final transient List<String> problems;

  /**
   * @param position index of the offending character of search or statement, or {@link
   *     #NO_POSITION}
   * @param badInput true when the question itself is wrong, false when it could not be answered
   */
  public QueryException(String message, int position, boolean badInput) {
    this(message, position, badInput, List.of());
  }

  /** With all that is wrong, where it is more than the message says. */
  QueryException(String message, int position, boolean badInput, List<String> problems) {
    super(message);
    this.position = position;
    this.badInput = badInput;
    this.problems = List.copyOf(problems);
  }

  public QueryException(String message, Throwable cause) {
    super(message, cause);
    position = NO_POSITION;
    badInput = false;
    problems = List.of();
  }

  List<String> problems() {
    return problems;
  }

  public int position() {
    return position;
  }

  public boolean badInput() {
    return badInput;
  }
}
