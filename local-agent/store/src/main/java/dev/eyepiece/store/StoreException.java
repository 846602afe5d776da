package dev.eyepiece.store;

/** The store could not do what it was asked; the message is fit to be shown. */
public sealed class StoreException extends Exception permits SqlException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
