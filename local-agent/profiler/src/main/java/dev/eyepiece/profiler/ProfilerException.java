package dev.eyepiece.profiler;

/** Profiling is not possible here; the message says what is missing and what to do about it. */
public final class ProfilerException extends Exception {
  private static final long serialVersionUID = 1L;

  public ProfilerException(String message) {
    super(message);
  }

  public ProfilerException(String message, Throwable cause) {
    super(message, cause);
  }
}
