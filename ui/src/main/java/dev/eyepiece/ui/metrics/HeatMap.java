package dev.eyepiece.ui.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * Values counted over time and size. Immutable by contract.
 *
 * @param from left edge, nanoseconds since 1970
 * @param to right edge
 * @param low lower edge, a value
 * @param high upper edge
 * @param logarithmic whether rows are even in the value's logarithm; then the lower edge is above 0
 * @param counts column by column, in each the lowest row first; fractions where ranges were cut
 * @param most the largest count
 */
@SuppressWarnings("ArrayRecordComponent")
public record HeatMap(
    long from,
    long to,
    int columns,
    int rows,
    double low,
    double high,
    boolean logarithmic,
    double[] counts,
    double most) {
  /** From here on a logarithmic scale shows more. */
  private static final double WIDE = 50;

  /** What is drawn in the strongest colour: 98 of 100 cells that have values have no more. */
  public double dense() {
    double[] sorted = Arrays.stream(counts).filter(count -> count > 0).sorted().toArray();
    return sorted.length == 0 ? 1 : sorted[(int) ((sorted.length - 1) * 0.98)];
  }

  public double count(int column, int row) {
    return counts[column * rows + row];
  }

  /**
   * Counts intervals. A range that spans several rows is spread over them; values at or below 0 of
   * a logarithmic map are in the lowest row.
   *
   * @param columns at least 1
   * @param rows at least 1
   */
  public static HeatMap of(
      List<Intervals.Interval> intervals, long from, long to, int columns, int rows) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double smallest = Double.POSITIVE_INFINITY;
    for (Intervals.Interval interval : intervals) {
      Distribution d = interval.distribution();
      for (int i = 0; i < d.count().length; i++) {
        if (d.count()[i] > 0) {
          low = Math.min(low, d.lower()[i]);
          high = Math.max(high, d.upper()[i]);
          smallest = d.upper()[i] > 0 ? Math.min(smallest, positive(d, i)) : smallest;
        }
      }
    }
    if (!(low <= high)) {
      return new HeatMap(from, to, columns, rows, 0, 1, false, new double[columns * rows], 0);
    }
    boolean logarithmic = low >= 0 && high > smallest * WIDE;
    double bottom = logarithmic ? smallest : low;
    double top = high > bottom ? high : bottom + Math.max(Math.abs(bottom) * 0.1, 1e-9);
    HeatMap empty =
        new HeatMap(
            from, to, columns, rows, bottom, top, logarithmic, new double[columns * rows], 0);
    intervals.forEach(empty::add);
    double most = 0;
    for (double count : empty.counts) {
      most = Math.max(most, count);
    }
    return new HeatMap(from, to, columns, rows, bottom, top, logarithmic, empty.counts, most);
  }

  /** The lower edge of a range, or of one that begins at 0 a tenth of its upper edge. */
  private static double positive(Distribution d, int range) {
    return d.lower()[range] > 0 ? d.lower()[range] : d.upper()[range] / 10;
  }

  private void add(Intervals.Interval interval) {
    double first = place(interval.from());
    double last = place(interval.to());
    int left = Math.clamp((long) Math.floor(first), 0, columns - 1);
    int right = Math.clamp((long) Math.ceil(last) - 1, left, columns - 1);
    if (last <= 0 || first >= columns) {
      return;
    }
    double whole = last - first;
    for (int column = left; column <= right; column++) {
      double part = whole <= 0 ? 1 : (Math.min(last, column + 1) - Math.max(first, column)) / whole;
      add(column, interval.distribution(), Math.clamp(part, 0, 1));
    }
  }

  private double place(long time) {
    return (double) (time - from) / (double) (to - from) * columns;
  }

  private void add(int column, Distribution d, double part) {
    for (int i = 0; i < d.count().length; i++) {
      if (d.count()[i] <= 0) {
        continue;
      }
      double bottom = row(d.lower()[i]);
      double top = row(d.upper()[i]);
      int first = Math.clamp((long) Math.floor(bottom), 0, rows - 1);
      int last = Math.clamp((long) Math.ceil(top) - 1, first, rows - 1);
      for (int row = first; row <= last; row++) {
        double share =
            first == last ? 1 : (Math.min(top, row + 1) - Math.max(bottom, row)) / (top - bottom);
        counts[column * rows + row] += d.count()[i] * part * Math.clamp(share, 0, 1);
      }
    }
  }

  /** Where a value lies among the rows. */
  double row(double value) {
    if (!logarithmic) {
      return (value - low) / (high - low) * rows;
    }
    return value <= low ? 0 : Math.log(value / low) / Math.log(high / low) * rows;
  }

  /** The value at the lower edge of a row. */
  public double edge(int row) {
    double share = (double) row / rows;
    return logarithmic ? low * Math.pow(high / low, share) : low + (high - low) * share;
  }
}
