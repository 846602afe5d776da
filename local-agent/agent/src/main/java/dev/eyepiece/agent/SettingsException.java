package dev.eyepiece.agent;

/** A setting that cannot be used; the message says where it was, what it was, what was expected. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
