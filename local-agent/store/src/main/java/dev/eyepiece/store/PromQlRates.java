package dev.eyepiece.store;

import org.jspecify.annotations.Nullable;

/**
 * How much a series grew in a stretch of time (Prometheus' documentation, "rate", "increase",
 * "delta", "irate"): what the points say, extrapolated to the ends of the stretch where the series
 * seems to go on there. Series of delta temporality are exact: what their points say is added up.
 */
final class PromQlRates {
  /** A gap of so many times the usual one is where a series starts or ends. */
  private static final double GAP = 1.1;

  private PromQlRates() {}

  /** A number or a histogram. */
  record Growth(double number, @Nullable PromQlHistogram histogram) {}

  /**
   * Null where fewer than two points are there, or one of delta temporality.
   *
   * @param window points of the stretch
   * @param counter whether a smaller value means that it was counted from zero again
   * @param rate whether by second
   */
  static @Nullable Growth of(
      PromQlSeries window, PromQlValue.Ranges stretch, boolean counter, boolean rate) {
    int last = window.size() - 1;
    if (last < 0 || (last < 1 && !window.delta())) {
      return null;
    }
    PromQlHistogram histogram = null;
    double number = Double.NaN;
    if (window.histogram(0) != null) {
      histogram = window.delta() ? total(window) : growth(window, counter);
      if (histogram == null) {
        return null;
      }
    } else {
      number =
          window.delta() ? PromQlOverTime.sum(window.values()) : growth(window.values(), counter);
    }
    double factor = window.delta() ? 1 : factor(window, stretch, counter, number, histogram);
    if (rate) {
      factor /= stretch.seconds();
    }
    return new Growth(number * factor, histogram == null ? null : histogram.times(factor));
  }

  private static double growth(double[] values, boolean counter) {
    double growth = values[values.length - 1] - values[0];
    for (int i = 1; counter && i < values.length; i++) {
      growth += values[i] < values[i - 1] ? values[i - 1] : 0;
    }
    return growth;
  }

  private static @Nullable PromQlHistogram growth(PromQlSeries window, boolean counter) {
    PromQlHistogram first = window.histogram(0);
    PromQlHistogram last = window.histogram(window.size() - 1);
    PromQlHistogram growth = first == null || last == null ? null : last.plus(first, -1);
    for (int i = 1; counter && growth != null && i < window.size(); i++) {
      PromQlHistogram before = window.histogram(i - 1);
      PromQlHistogram now = window.histogram(i);
      if (before != null && now != null && now.isResetAfter(before)) {
        growth = growth.plus(before, 1);
      }
    }
    return growth;
  }

  private static @Nullable PromQlHistogram total(PromQlSeries window) {
    PromQlHistogram total = window.histogram(0);
    for (int i = 1; total != null && i < window.size(); i++) {
      PromQlHistogram next = window.histogram(i);
      total = next == null ? total : total.plus(next, 1);
    }
    return total;
  }

  private static double factor(
      PromQlSeries window,
      PromQlValue.Ranges stretch,
      boolean counter,
      double number,
      @Nullable PromQlHistogram histogram) {
    int last = window.size() - 1;
    double toStart = (window.times()[0] - stretch.from()) / 1e9;
    double toEnd = (stretch.to() - window.times()[last]) / 1e9;
    double sampled = (window.times()[last] - window.times()[0]) / 1e9;
    double usual = sampled / last;
    if (toStart >= usual * GAP) {
      toStart = usual / 2;
    }
    if (counter) {
      // A counter was never below zero: no further back than to where it would have been there.
      PromQlHistogram first = window.histogram(0);
      double grown = histogram == null ? number : histogram.count();
      double at = first == null ? window.values()[0] : first.count();
      if (grown > 0 && at >= 0) {
        toStart = Math.min(toStart, sampled * (at / grown));
      }
    }
    if (toEnd >= usual * GAP) {
      toEnd = usual / 2;
    }
    return (sampled + toStart + toEnd) / sampled;
  }

  /** What the last two points say, by second or not; NaN for histograms. */
  static @Nullable Growth instant(PromQlSeries window, boolean counter, boolean rate) {
    int last = window.size() - 1;
    if (last < 0 || window.histogram(0) != null) {
      return null;
    }
    if (window.delta()) {
      long from = window.starts()[last] > 0 ? window.starts()[last] : before(window, last);
      double seconds = (window.times()[last] - from) / 1e9;
      double value = window.values()[last];
      return from == 0 || seconds <= 0 ? null : new Growth(rate ? value / seconds : value, null);
    }
    if (last < 1) {
      return null;
    }
    double growth = window.values()[last] - window.values()[last - 1];
    if (counter && growth < 0) {
      growth = window.values()[last];
    }
    double seconds = (window.times()[last] - window.times()[last - 1]) / 1e9;
    return seconds <= 0 ? null : new Growth(rate ? growth / seconds : growth, null);
  }

  private static long before(PromQlSeries window, int at) {
    return at > 0 ? window.times()[at - 1] : 0;
  }
}
