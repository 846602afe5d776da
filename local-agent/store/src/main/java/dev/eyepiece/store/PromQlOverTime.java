package dev.eyepiece.store;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Functions of all points of a stretch of time. */
final class PromQlOverTime {
  private PromQlOverTime() {}

  /** Null for a function that is none of these. */
  static @Nullable ToDoubleFunction<double[]> of(PromQlFunction function) {
    return switch (function) {
      case AVG_OVER_TIME -> PromQlOverTime::average;
      case MIN_OVER_TIME -> PromQlOverTime::min;
      case MAX_OVER_TIME -> PromQlOverTime::max;
      case SUM_OVER_TIME -> PromQlOverTime::sum;
      case LAST_OVER_TIME -> values -> values[values.length - 1];
      case PRESENT_OVER_TIME -> values -> 1;
      case COUNT_OVER_TIME -> values -> values.length;
      case STDDEV_OVER_TIME -> values -> Math.sqrt(variance(values));
      case RESETS -> values -> count(values, (before, now) -> now < before);
      case CHANGES ->
          values ->
              count(
                  values,
                  (before, now) -> now != before && !(Double.isNaN(now) && Double.isNaN(before)));
      default -> null;
    };
  }

  private interface Pair {
    boolean counts(double before, double now);
  }

  private static double count(double[] values, Pair pair) {
    int count = 0;
    for (int i = 1; i < values.length; i++) {
      count += pair.counts(values[i - 1], values[i]) ? 1 : 0;
    }
    return count;
  }

  /** With the rounding errors added up beside it (Neumaier). */
  static double sum(double[] values) {
    double sum = 0;
    double lost = 0;
    for (double value : values) {
      double next = sum + value;
      if (Double.isInfinite(next)) {
        lost = 0;
      } else {
        lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      }
      sum = next;
    }
    return Double.isInfinite(sum) ? sum : sum + lost;
  }

  static double average(double[] values) {
    double sum = sum(values);
    return Double.isInfinite(sum) && Arrays.stream(values).allMatch(Double::isFinite)
        ? sum(Arrays.stream(values).map(value -> value / values.length).toArray())
        : sum / values.length;
  }

  /** NaN counts only where there is nothing else. */
  static double min(double[] values) {
    double min = Double.NaN;
    for (double value : values) {
      min = Double.isNaN(min) || value < min ? value : min;
    }
    return min;
  }

  /** NaN counts only where there is nothing else. */
  static double max(double[] values) {
    double max = Double.NaN;
    for (double value : values) {
      max = Double.isNaN(max) || value > max ? value : max;
    }
    return max;
  }

  static double variance(double[] values) {
    double mean = average(values);
    return sum(Arrays.stream(values).map(value -> (value - mean) * (value - mean)).toArray())
        / values.length;
  }

  /** Between the two nearest ranks in proportion. */
  static double quantile(double q, double[] values) {
    if (values.length == 0 || Double.isNaN(q)) {
      return Double.NaN;
    }
    if (q < 0 || q > 1) {
      return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double[] sorted = sorted(values);
    double rank = q * (sorted.length - 1);
    int lower = (int) Math.max(0, Math.floor(rank));
    int upper = Math.min(sorted.length - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    return sorted[lower] * (1 - weight) + sorted[upper] * weight;
  }

  /** NaN is the smallest. */
  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int last = sorted.length;
    while (last > 0 && Double.isNaN(sorted[last - 1])) {
      last--;
    }
    double[] turned = new double[sorted.length];
    Arrays.fill(turned, 0, sorted.length - last, Double.NaN);
    System.arraycopy(sorted, 0, turned, sorted.length - last, last);
    return turned;
  }
}
