package dev.eyepiece.agent;

/** An endpoint of the forwarder that was not changed; the message is fit to be shown. */
public final class ForwardingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Kind {
    /** What was asked cannot be. */
    WRONG,
    /** There is no such endpoint. */
    UNKNOWN,
    /** It could not be done now. */
    FAILED
  }

  private final Kind kind;

  public ForwardingException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public ForwardingException(String message, Throwable cause) {
    super(message, cause);
    kind = Kind.FAILED;
  }

  public Kind kind() {
    return kind;
  }
}
