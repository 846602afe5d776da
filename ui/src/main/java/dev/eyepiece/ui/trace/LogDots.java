package dev.eyepiece.ui.trace;

import java.util.ArrayList;
import java.util.List;

/** Where log records lie on a span's row. Those that would lie over each other are one dot. */
final class LogDots {
  /** Width of a dot, pixels. */
  static final double SIZE = 7;

  private LogDots() {}

  /**
   * One dot.
   *
   * @param x its middle on the scale
   * @param range the worst of its records' severities, as in {@link LogRow#range()}
   * @param from its first record
   * @param to after its last record
   */
  record Dot(double x, int range, int from, int to) {}

  /**
   * The dots in sight, left to right.
   *
   * @param rows oldest first
   * @param traceStart nanoseconds since 1970
   */
  static List<Dot> of(TimeScale scale, List<LogRow> rows, long traceStart) {
    List<Dot> dots = new ArrayList<>();
    int at = firstFrom(rows, traceStart + (long) Math.floor(scale.from()));
    while (at < rows.size()) {
      double x = x(scale, rows.get(at), traceStart);
      if (x > scale.width()) {
        break;
      }
      int from = at;
      int worst = rows.get(at).range();
      for (at++; at < rows.size() && x(scale, rows.get(at), traceStart) < x + SIZE; at++) {
        worst = Math.max(worst, rows.get(at).range());
      }
      dots.add(new Dot(x, worst, from, at));
    }
    return dots;
  }

  private static double x(TimeScale scale, LogRow row, long traceStart) {
    return scale.x((double) (row.timeUnixNano() - traceStart));
  }

  private static int firstFrom(List<LogRow> rows, long unixNano) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows.get(middle).timeUnixNano() < unixNano) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
