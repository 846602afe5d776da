package dev.eyepiece.ottl.value;

/**
 * A statement or condition that cannot be carried out on a record. Has no stack trace: bad records
 * are ordinary, and many.
 */
public class OttlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OttlException(String message) {
    super(message, null, false, false);
  }
}
