package dev.eyepiece.agent;

import java.util.List;

/** A rule set that was not read or changed; the message is fit to be shown. */
public final class RuleSetException extends ChangeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public RuleSetException(Kind kind, String message) {
    this(kind, message, List.of());
  }

  /**
   * @param problems what is wrong with the rules, each with its place
   */
  public RuleSetException(Kind kind, String message, List<String> problems) {
    super(kind, message);
    this.problems = List.copyOf(problems);
  }

  public RuleSetException(String message, Throwable cause) {
    super(message, cause);
    problems = List.of();
  }

  /** What is wrong with the rules; empty when something else is. */
  public List<String> problems() {
    return problems;
  }
}
