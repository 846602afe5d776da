package dev.eyepiece.ui.metrics;

import java.util.List;

/** Quantiles over several distributions, whatever their ranges are. */
final class Mixture {
  private static final int STEPS = 60;

  private Mixture() {}

  /**
   * The value that a share of all values does not exceed; NaN when there are none.
   *
   * @param share from 0 to 1
   */
  static double quantile(List<Distribution> all, double share) {
    if (all.size() == 1) {
      return all.getFirst().quantile(share);
    }
    double total = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Distribution one : all) {
      total += one.total();
      for (int i = 0; i < one.count().length; i++) {
        if (one.count()[i] > 0) {
          low = Math.min(low, one.lower()[i]);
          high = Math.max(high, one.upper()[i]);
        }
      }
    }
    if (total <= 0) {
      return Double.NaN;
    }
    for (int step = 0; step < STEPS && low < high; step++) {
      double middle = low + (high - low) / 2;
      double below = 0;
      for (Distribution one : all) {
        below += one.upTo(middle);
      }
      if (below < share * total) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
