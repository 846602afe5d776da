package dev.eyepiece.agent;

/** A bundle that cannot be written, or a file that is no bundle; the message is fit to be shown. */
public final class BundleException extends Exception {
  private static final long serialVersionUID = 1L;

  public BundleException(String message) {
    super(message);
  }

  public BundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
