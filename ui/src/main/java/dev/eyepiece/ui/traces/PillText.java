package dev.eyepiece.ui.traces;

import dev.eyepiece.ui.theme.Formats;

/** What has come and is not shown. */
final class PillText {
  private PillText() {}

  /**
   * Empty when there is nothing to say.
   *
   * @param traces held back because somebody reads
   * @param pausedSpans that came since the pause
   */
  static String of(int traces, long pausedSpans) {
    if (pausedSpans > 0) {
      return Formats.count(pausedSpans) + (pausedSpans == 1 ? " new span" : " new spans");
    }
    return traces == 0 ? "" : Formats.count(traces) + (traces == 1 ? " new trace" : " new traces");
  }
}
