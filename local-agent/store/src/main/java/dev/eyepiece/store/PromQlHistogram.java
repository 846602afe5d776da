package dev.eyepiece.store;

import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.HistogramPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A histogram as a sample, with counts that may be fractions. Immutable. */
sealed interface PromQlHistogram permits PromQlExplicit, PromQlExponential {

  double count();

  double sum();

  /** Each count times a factor. */
  PromQlHistogram times(double factor);

  /**
   * This and another times a factor, in buckets that both can be brought to; null where one has
   * bounds and the other a scale.
   */
  @Nullable PromQlHistogram plus(PromQlHistogram other, double factor);

  /** Whether it cannot have grown from an earlier one: a count is smaller. */
  boolean isResetAfter(PromQlHistogram before);

  /** From the lowest values up; none without a count need be there. */
  List<Bucket> buckets();

  /**
   * Values above one bound and up to another.
   *
   * @param exponential whether values between are thought to be spread by their logarithms
   */
  record Bucket(double lower, double upper, double count, boolean exponential) {
    /** Where a share of the bucket's values lies below. */
    double at(double share) {
      if (!exponential) {
        return lower + (upper - lower) * share;
      }
      double low = Math.log(Math.abs(lower));
      double high = Math.log(Math.abs(upper));
      return lower > 0
          ? Math.exp(low + (high - low) * share)
          : -Math.exp(high + (low - high) * (1 - share));
    }
  }

  /** Prometheus' {@code histogram_quantile} of native histograms. */
  default double quantile(double q) {
    if (Double.isNaN(q) || count() == 0 || Double.isNaN(count())) {
      return Double.NaN;
    }
    if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (q > 1) {
      return Double.POSITIVE_INFINITY;
    }
    // From the nearer end, which tells on which side of an empty bucket a value lies.
    boolean fromBelow = q < 0.5 || Double.isNaN(sum());
    double rank = (fromBelow ? q : 1 - q) * count();
    double passed = 0;
    Bucket found = null;
    for (Bucket bucket : fromBelow ? buckets() : buckets().reversed()) {
      if (bucket.count() != 0) {
        found = bucket;
        passed += bucket.count();
        if (passed >= rank) {
          break;
        }
      }
    }
    if (found == null) {
      return Double.NaN;
    }
    if (found.lower() == Double.NEGATIVE_INFINITY) {
      return found.upper();
    }
    if (found.upper() == Double.POSITIVE_INFINITY) {
      return found.lower();
    }
    double within = fromBelow ? rank - (passed - found.count()) : passed - rank;
    return found.at(within / found.count());
  }

  /** Null for a point that is no histogram, or one whose counts do not fit its bounds. */
  static @Nullable PromQlHistogram of(DataPoint point) {
    return switch (point) {
      case HistogramPoint histogram -> PromQlExplicit.of(histogram);
      case ExponentialHistogramPoint histogram -> PromQlExponential.of(histogram);
      default -> null;
    };
  }

  static double sum(DistributionPoint point) {
    return point.sum().orElse(Double.NaN);
  }

  /** An unsigned number. */
  static double number(long unsigned) {
    return unsigned >= 0 ? (double) unsigned : (double) (unsigned >>> 1) * 2;
  }
}
