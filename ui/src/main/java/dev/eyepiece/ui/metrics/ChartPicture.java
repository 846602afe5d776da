package dev.eyepiece.ui.metrics;

/**
 * A drawn chart, and where in it times and values lie. Immutable by contract.
 *
 * @param pixels {@code 0xAARRGGBB} row by row, opaque
 * @param width in pixels of the screen
 * @param scale pixels of the screen a pixel of the window
 * @param left edge of the plot in pixels of the window
 * @param plotWidth of the plot in pixels of the window
 * @param low value at the lower edge of the plot
 * @param logarithmic whether values are even in their logarithm
 */
@SuppressWarnings("ArrayRecordComponent")
record ChartPicture(
    ChartData data,
    int[] pixels,
    int width,
    int height,
    double scale,
    double left,
    double top,
    double plotWidth,
    double plotHeight,
    double low,
    double high,
    boolean logarithmic) {

  /** The moment at a place, nanoseconds since 1970. */
  long time(double x) {
    double share = Math.clamp((x - left) / plotWidth, 0, 1);
    return data.from() + Math.round(share * (double) (data.to() - data.from()));
  }

  double x(long time) {
    return left + (double) (time - data.from()) / (double) (data.to() - data.from()) * plotWidth;
  }

  double y(double value) {
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return top + (1 - share) * plotHeight;
  }

  /** The value at a height. */
  double value(double y) {
    double share = Math.clamp(1 - (y - top) / plotHeight, 0, 1);
    return logarithmic ? low * Math.pow(high / low, share) : low + share * (high - low);
  }

  boolean isInPlot(double x, double y) {
    return x >= left && x <= left + plotWidth && y >= top && y <= top + plotHeight;
  }
}
