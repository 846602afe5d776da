package dev.eyepiece.agent;

/** A change that was not made, or a thing that is not there; the message is fit to be shown. */
public abstract sealed class ChangeException extends Exception
    permits ForwardingException, RuleSetException {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Kind {
    /** What was asked cannot be. */
    WRONG,
    /** There is no such thing. */
    UNKNOWN,
    /** It could not be done now. */
    FAILED
  }

  private final Kind kind;

  ChangeException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  ChangeException(String message, Throwable cause) {
    super(message, cause);
    kind = Kind.FAILED;
  }

  public Kind kind() {
    return kind;
  }
}
