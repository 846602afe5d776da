package dev.eyepiece.telemetry;

/**
 * Bytes or text that are not what OTLP says. The message names what, where and what was expected.
 */
public final class MalformedOtlpException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long offset;

  public MalformedOtlpException(String message, long offset) {
    super(message + " (at byte " + offset + ")");
    this.offset = offset;
  }

  /** Position in the uncompressed body, in bytes, counted from 0. */
  public long offset() {
    return offset;
  }
}
