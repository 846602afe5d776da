package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.ui.theme.Formats;
import java.time.ZoneId;

/** Bounds of traces in words. */
final class BoundsText {
  private BoundsText() {}

  /** {@code 02:08:42 to 02:09:10, 12.0 ms to 40.1 ms}. */
  static String of(TraceBounds bounds, ZoneId zone) {
    return Formats.clock(bounds.start().fromUnixNano(), zone)
        + " to "
        + Formats.clock(bounds.start().toUnixNano(), zone)
        + ", "
        + durations(bounds);
  }

  private static String durations(TraceBounds bounds) {
    boolean low = bounds.minDurationNano() > 0;
    boolean high = bounds.maxDurationNano() < Long.MAX_VALUE;
    String from = Formats.duration(bounds.minDurationNano());
    String to = Formats.duration(bounds.maxDurationNano());
    if (low && high) {
      return from + " to " + to;
    }
    return low ? from + " and longer" : high ? "up to " + to : "any duration";
  }
}
