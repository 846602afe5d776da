package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.TraceId;

/** Sentences that several parts of the page say. */
final class Texts {
  private Texts() {}

  static String missingParent(long spanId) {
    return "parent " + TraceId.spanIdText(spanId) + " not received";
  }

  /** What a failure says of itself. */
  static String of(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /**
   * A text from outside as one line: what breaks lines, rings bells or turns the direction of what
   * stands beside it becomes a middle dot.
   */
  static String line(String text) {
    StringBuilder line = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean turns = (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
      if (turns || Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        if (line == null) {
          line = new StringBuilder(text);
        }
        line.setCharAt(i, '\u00B7');
      }
    }
    return (line == null ? text : line.toString()).strip();
  }
}
