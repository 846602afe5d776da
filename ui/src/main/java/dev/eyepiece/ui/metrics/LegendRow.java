package dev.eyepiece.ui.metrics;

/**
 * A line of the legend.
 *
 * @param place of the line in the chart, which gives it its colour
 * @param hidden whether the line is not drawn
 * @param value at the crosshair, else the newest; NaN when there is none
 */
record LegendRow(int place, String name, boolean hidden, double value, String unit) {

  /** The value of a line at a moment: that of the last point at or before it, gaps kept. */
  static double at(Line line, long time) {
    int low = 0;
    int high = line.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (line.time()[middle] <= time) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    boolean known = line.size() > 0 && line.time()[low] <= time;
    return known ? line.value()[low] : Double.NaN;
  }
}
