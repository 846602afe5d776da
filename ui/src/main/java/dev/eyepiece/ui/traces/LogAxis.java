package dev.eyepiece.ui.traces;

/** Durations on a logarithmic scale from one microsecond to about a hundred seconds. */
final class LogAxis {
  private static final double LOW = 3;
  private static final double HIGH = 11;

  private LogAxis() {}

  /** From 0 for a microsecond or less to 1 for a hundred seconds or more. */
  static double share(long nanos) {
    double decades = Math.log10((double) Math.max(1, nanos));
    return Math.clamp((decades - LOW) / (HIGH - LOW), 0, 1);
  }
}
