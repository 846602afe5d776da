package dev.eyepiece.ottl;

/** A batch that rules refuse: a statement failed on a record and its errors are not ignored. */
public final class OttlRunException extends Exception {
  private static final long serialVersionUID = 1L;

  public OttlRunException(String message) {
    super(message, null, false, false);
  }
}
