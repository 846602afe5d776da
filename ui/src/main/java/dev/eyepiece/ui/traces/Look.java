package dev.eyepiece.ui.traces;

import dev.eyepiece.ui.chart.DurationScale;
import java.time.ZoneId;

/** What cells need to know beside their row. FX thread only. */
final class Look {
  private final Pen pen;
  private final ZoneId zone;
  private final FirstPaints firstPaints = new FirstPaints();
  private DurationScale scale = new DurationScale(6, 9);
  private boolean searched;
  private int version;

  Look(Pen pen, ZoneId zone) {
    this.pen = pen;
    this.zone = zone;
  }

  Pen pen() {
    return pen;
  }

  ZoneId zone() {
    return zone;
  }

  FirstPaints firstPaints() {
    return firstPaints;
  }

  /** The scale of the bars, which is that of the chart. */
  DurationScale scale() {
    return scale;
  }

  /** Whether rows should tell how many of their spans match. */
  boolean searched() {
    return searched;
  }

  /** Grows with every change that makes cells draw themselves again. */
  int version() {
    return version;
  }

  /** Takes what a new answer brings; tells whether cells look different now. */
  boolean set(DurationScale newScale, boolean nowSearched) {
    boolean same = newScale.equals(scale) && nowSearched == searched;
    scale = newScale;
    searched = nowSearched;
    version += same ? 0 : 1;
    return !same;
  }

  /** The colours have changed. */
  void recolour() {
    version++;
  }
}
