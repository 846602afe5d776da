package dev.eyepiece.store;

import dev.eyepiece.telemetry.HistogramPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A histogram with bounds that the sender chose.
 *
 * @param bounds upper ends, inclusive, growing
 * @param counts one more than bounds
 */
@SuppressWarnings("ArrayRecordComponent")
record PromQlExplicit(double count, double sum, double[] bounds, double[] counts)
    implements PromQlHistogram {
  private static final int MOST = 2_000;

  static @Nullable PromQlExplicit of(HistogramPoint point) {
    double[] bounds = point.explicitBounds();
    double[] counts =
        Arrays.stream(point.bucketCounts()).mapToDouble(PromQlHistogram::number).toArray();
    if (counts.length != bounds.length + 1 || bounds.length > MOST) {
      return null;
    }
    for (int i = 0; i < bounds.length; i++) {
      if (Double.isNaN(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
        return null;
      }
    }
    return new PromQlExplicit(
        PromQlHistogram.number(point.count()), PromQlHistogram.sum(point), bounds, counts);
  }

  @Override
  public PromQlExplicit times(double factor) {
    return new PromQlExplicit(
        count * factor,
        sum * factor,
        bounds,
        Arrays.stream(counts).map(one -> one * factor).toArray());
  }

  @Override
  public @Nullable PromQlHistogram plus(PromQlHistogram other, double factor) {
    if (!(other instanceof PromQlExplicit theirs)) {
      return null;
    }
    double[] common =
        Arrays.equals(bounds, theirs.bounds)
            ? bounds
            : Arrays.stream(bounds)
                .filter(bound -> Arrays.binarySearch(theirs.bounds, bound) >= 0)
                .toArray();
    double[] mine = within(common);
    double[] added = theirs.within(common);
    for (int i = 0; i < mine.length; i++) {
      mine[i] += added[i] * factor;
    }
    return new PromQlExplicit(
        count + theirs.count * factor, sum + theirs.sum * factor, common, mine);
  }

  /** The counts between some of the bounds. */
  private double[] within(double[] some) {
    double[] merged = new double[some.length + 1];
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      double upper = i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY;
      while (at < some.length && some[at] < upper) {
        at++;
      }
      merged[at] += counts[i];
    }
    return merged;
  }

  @Override
  public boolean isResetAfter(PromQlHistogram before) {
    if (!(before instanceof PromQlExplicit earlier)
        || count < earlier.count
        || !Arrays.equals(bounds, earlier.bounds)) {
      return true;
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < earlier.counts[i]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<Bucket> buckets() {
    List<Bucket> all = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      double lower = i == 0 ? Double.NEGATIVE_INFINITY : bounds[i - 1];
      double upper = i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY;
      // What is measured is rarely below zero, so that the first bucket starts there.
      all.add(new Bucket(i == 0 && upper > 0 ? 0 : lower, upper, counts[i], false));
    }
    return all;
  }
}
