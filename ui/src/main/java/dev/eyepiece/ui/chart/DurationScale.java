package dev.eyepiece.ui.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis for durations between two powers of ten of a nanosecond. Immutable.
 *
 * @param minDecade exponent of ten at 0
 * @param maxDecade exponent of ten at 1, above {@code minDecade}
 */
public record DurationScale(int minDecade, int maxDecade) {
  /** A day and more: beyond it times are wrong rather than long, yet they are drawn. */
  private static final int HIGHEST = 19;

  /** The decades that hold both durations, at least one. */
  public static DurationScale of(long shortestNano, long longestNano) {
    int low = decade(Math.max(1, shortestNano));
    int high = decade(Math.max(1, longestNano)) + 1;
    return new DurationScale(low, Math.min(HIGHEST, Math.max(high, low + 1)));
  }

  private static int decade(long nano) {
    int decade = 0;
    for (long rest = nano; rest >= 10; rest /= 10) {
      decade++;
    }
    return decade;
  }

  /** Between 0 and 1, growing with the duration; what lies outside is put at the edge. */
  public double at(long nano) {
    double log = Math.log10((double) Math.max(1, nano));
    return Math.clamp((log - minDecade) / (maxDecade - minDecade), 0, 1);
  }

  /** The duration at a place between 0 and 1. */
  public long nano(double at) {
    return Math.round(Math.pow(10, minDecade + Math.clamp(at, 0, 1) * (maxDecade - minDecade)));
  }

  /** Powers of ten for lines and labels, at most so many, the lowest first. */
  public List<Long> ticks(int most) {
    int step = Math.max(1, Math.ceilDiv(maxDecade - minDecade + 1, most));
    List<Long> ticks = new ArrayList<>();
    for (int decade = minDecade; decade <= Math.min(maxDecade, 18); decade += step) {
      ticks.add((long) Math.pow(10, decade));
    }
    return ticks;
  }
}
