package dev.eyepiece.ottl.processor;

/** An error that refuses a whole batch, as the error mode propagate asks. */
public final class RunException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An error of no one statement, which refuses the batch whatever the mode is. */
  public RunException(String message) {
    super(message, null, false, false);
  }

  public RunException(String path, String text, String error) {
    super(path + ": " + error + " in \"" + text + "\"", null, false, false);
  }
}
