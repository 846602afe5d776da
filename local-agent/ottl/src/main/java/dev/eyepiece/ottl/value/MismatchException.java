package dev.eyepiece.ottl.value;

/** A value of a kind that does not fit where it is to be written or read. */
public final class MismatchException extends OttlException {
  private static final long serialVersionUID = 1L;

  public MismatchException(String message) {
    super(message);
  }
}
