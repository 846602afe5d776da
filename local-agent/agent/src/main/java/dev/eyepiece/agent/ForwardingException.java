package dev.eyepiece.agent;

/** An endpoint of the forwarder that was not changed; the message is fit to be shown. */
public final class ForwardingException extends ChangeException {
  private static final long serialVersionUID = 1L;

  public ForwardingException(Kind kind, String message) {
    super(kind, message);
  }

  public ForwardingException(String message, Throwable cause) {
    super(message, cause);
  }
}
