package dev.eyepiece.ui.waterfall;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time over a stretch of pixels. One list of ticks draws both grid and labels.
 *
 * @param from nanoseconds from the trace's start, at the left
 * @param to nanoseconds from the trace's start, at the right
 * @param width pixels
 */
public record TimeScale(double from, double to, double width) {
  private static final int MOST_TICKS = 6;

  public double x(double nanos) {
    return (nanos - from) / (to - from) * width;
  }

  public double nanos(double x) {
    return from + x / width * (to - from);
  }

  /** Ticks at round distances, at most six. */
  public List<Double> ticks() {
    double span = to - from;
    double rough = span / (MOST_TICKS - 1);
    double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = magnitude;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = magnitude * factor;
      if (step >= rough) {
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (double at = Math.ceil(from / step) * step;
        at <= to && ticks.size() < MOST_TICKS;
        at += step) {
      ticks.add(at);
    }
    return ticks;
  }

  /** Zoomed by a factor around a pixel, within the given whole. */
  public TimeScale zoom(double factor, double x, double whole) {
    double centre = nanos(x);
    double span = Math.clamp((to - from) * factor, Math.min(whole, 100), whole);
    double left = Math.clamp(centre - span * x / width, 0, Math.max(0, whole - span));
    return new TimeScale(left, left + span, width);
  }

  /** Moved by a share of its own length, within the given whole. */
  public TimeScale pan(double share, double whole) {
    double span = to - from;
    double left = Math.clamp(from + span * share, 0, Math.max(0, whole - span));
    return new TimeScale(left, left + span, width);
  }
}
