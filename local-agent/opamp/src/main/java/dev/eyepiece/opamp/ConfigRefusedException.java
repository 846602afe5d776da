package dev.eyepiece.opamp;

/** A config is not taken; the message says why, and goes to the server. */
public final class ConfigRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigRefusedException(String message) {
    super(message);
  }
}
