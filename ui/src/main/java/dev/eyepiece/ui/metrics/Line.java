package dev.eyepiece.ui.metrics;

import java.util.Arrays;

/**
 * Values over time. NaN is a gap: no line is drawn to or from it. Immutable by contract.
 *
 * @param time nanoseconds since 1970, growing
 */
@SuppressWarnings("ArrayRecordComponent")
public record Line(String name, long[] time, double[] value) {

  public int size() {
    return time.length;
  }

  /** The newest value that is one, NaN when there is none. */
  public double last() {
    for (int i = value.length - 1; i >= 0; i--) {
      if (!Double.isNaN(value[i])) {
        return value[i];
      }
    }
    return Double.NaN;
  }

  /** The value at a moment, between the points beside it; NaN in a gap and beyond the line. */
  public double at(long unixNano) {
    int after = Arrays.binarySearch(time, unixNano);
    if (after >= 0) {
      return value[after];
    }
    after = -after - 1;
    if (after == time.length) {
      return Double.NaN;
    }
    if (after == 0 || Double.isNaN(value[after - 1])) {
      // An exemplar is recorded before the point that brings it.
      return value[after];
    }
    double share = (double) (unixNano - time[after - 1]) / (double) (time[after] - time[after - 1]);
    return value[after - 1] + share * (value[after] - value[after - 1]);
  }

  /** The largest magnitude, by which lines are chosen when there are too many; 0 without values. */
  public double weight() {
    return Arrays.stream(value).filter(v -> !Double.isNaN(v)).map(Math::abs).max().orElse(0);
  }

  /** Writes a line down point by point. */
  static final class Builder {
    private final String name;
    private long[] time;
    private double[] value;
    private int size;

    Builder(String name, int expected) {
      this.name = name;
      time = new long[Math.max(4, expected)];
      value = new double[time.length];
    }

    void add(long at, double what) {
      if (size == time.length) {
        time = Arrays.copyOf(time, size * 2);
        value = Arrays.copyOf(value, size * 2);
      }
      time[size] = at;
      value[size++] = Double.isFinite(what) ? what : Double.NaN;
    }

    Line build() {
      return new Line(name, Arrays.copyOf(time, size), Arrays.copyOf(value, size));
    }
  }
}
