package dev.eyepiece.app.send;

/** A file is not what was expected; the message says which file, where, and what was expected. */
public final class FileFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  public FileFormatException(String message) {
    super(message);
  }
}
