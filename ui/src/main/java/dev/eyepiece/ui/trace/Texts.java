package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.TraceId;
import java.util.Locale;

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

  /** A count and its noun: {@code 1 span}, {@code 2 spans}. */
  static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
