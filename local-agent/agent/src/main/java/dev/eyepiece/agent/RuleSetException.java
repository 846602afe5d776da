package dev.eyepiece.agent;

import java.util.List;

/** A rule set that was not read or changed; the message is fit to be shown. */
public final class RuleSetException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Kind {
    /** What was asked cannot be. */
    WRONG,
    /** There is no such rule set. */
    UNKNOWN,
    /** It could not be done now. */
    FAILED
  }

  private final Kind kind;
  private final transient List<String> problems;

  public RuleSetException(Kind kind, String message) {
    this(kind, message, List.of());
  }

  /**
   * @param problems what is wrong with the rules, each with its place
   */
  public RuleSetException(Kind kind, String message, List<String> problems) {
    super(message);
    this.kind = kind;
    this.problems = List.copyOf(problems);
  }

  public RuleSetException(String message, Throwable cause) {
    super(message, cause);
    kind = Kind.FAILED;
    problems = List.of();
  }

  public Kind kind() {
    return kind;
  }

  /** What is wrong with the rules; empty when something else is. */
  public List<String> problems() {
    return problems;
  }
}
