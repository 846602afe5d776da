package dev.eyepiece.agent;

/** The agent cannot run here; the message says why and is fit to be shown. */
public final class AgentException extends Exception {
  private static final long serialVersionUID = 1L;

  public AgentException(String message, Throwable cause) {
    super(message, cause);
  }

  public AgentException(String message) {
    super(message);
  }
}
