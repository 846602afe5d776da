package dev.eyepiece.store;

import java.util.List;

/** The six ranges of OTLP's {@code SeverityNumber} (logs.proto). */
public final class Severity {
  /** By range: numbers 1 to 4 are the first, and so on. */
  public static final List<String> NAMES =
      List.of("trace", "debug", "info", "warn", "error", "fatal");

  /** Which range a number is in; -1 for a number that is in none. */
  public static int range(int severityNumber) {
    return severityNumber >= 1 && severityNumber <= 24 ? (severityNumber - 1) / 4 : -1;
  }

  private Severity() {}
}
