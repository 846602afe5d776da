package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.store.TraceRow;
import org.jspecify.annotations.Nullable;

/**
 * Where things are in the chart, in pixels. Immutable.
 *
 * @param left of the plot, right of the labels
 * @param width of the plot
 * @param height of the plot
 */
record Plot(ScatterData data, double left, double top, double width, double height) {
  private static final double NEAR = 7;

  double x(long unixNano) {
    return left + Math.clamp(data.x(unixNano), 0, 1) * width;
  }

  double y(long durationNano) {
    return top + (1 - data.scale().at(durationNano)) * height;
  }

  /** The trace whose dot is nearest to a point and near enough to be meant. */
  @Nullable TraceRow near(double x, double y) {
    TraceRow best = null;
    double least = NEAR * NEAR;
    for (TraceRow row : data.dots()) {
      double dx = x(row.startUnixNano()) - x;
      double dy = y(row.durationNano()) - y;
      double distance = dx * dx + dy * dy;
      if (distance < least) {
        least = distance;
        best = row;
      }
    }
    return best;
  }

  /** What a box between two points takes in; at the upper and lower edge it is open. */
  TraceBounds bounds(double x1, double y1, double x2, double y2) {
    long from = data.unixNano(share(Math.min(x1, x2) - left, width));
    long to = data.unixNano(share(Math.max(x1, x2) - left, width));
    double low = 1 - share(Math.max(y1, y2) - top, height);
    double high = 1 - share(Math.min(y1, y2) - top, height);
    return new TraceBounds(
        new TimeRange(from, Math.max(from, to) + 1),
        low <= 0 ? 0 : data.scale().nano(low),
        high >= 1 ? Long.MAX_VALUE : data.scale().nano(high));
  }

  private static double share(double at, double of) {
    return Math.clamp(at / of, 0, 1);
  }
}
