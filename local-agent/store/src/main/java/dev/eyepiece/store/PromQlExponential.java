package dev.eyepiece.store;

import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A base-2 exponential histogram (OpenTelemetry metrics data model, "ExponentialHistogram"): bucket
 * {@code i} has the values above {@code base^i} and up to {@code base^(i+1)}.
 *
 * @param scale the base is {@code 2^(2^-scale)}
 */
record PromQlExponential(
    double count,
    double sum,
    int scale,
    double zeroCount,
    double zeroThreshold,
    NavigableMap<Integer, Double> positive,
    NavigableMap<Integer, Double> negative)
    implements PromQlHistogram {
  private static final int MOST = 20_000;

  static PromQlExponential of(ExponentialHistogramPoint point) {
    return new PromQlExponential(
        PromQlHistogram.number(point.count()),
        PromQlHistogram.sum(point),
        point.scale(),
        PromQlHistogram.number(point.zeroCount()),
        point.zeroThreshold(),
        counts(point.positive()),
        counts(point.negative()));
  }

  private static NavigableMap<Integer, Double> counts(ExponentialHistogramPoint.Buckets buckets) {
    NavigableMap<Integer, Double> counts = new TreeMap<>();
    for (int i = 0; i < Math.min(MOST, buckets.counts().length); i++) {
      if (buckets.counts()[i] != 0) {
        counts.put(buckets.offset() + i, PromQlHistogram.number(buckets.counts()[i]));
      }
    }
    return counts;
  }

  @Override
  public PromQlExponential times(double factor) {
    return new PromQlExponential(
        count * factor,
        sum * factor,
        scale,
        zeroCount * factor,
        zeroThreshold,
        times(positive, factor),
        times(negative, factor));
  }

  private static NavigableMap<Integer, Double> times(
      NavigableMap<Integer, Double> counts, double factor) {
    NavigableMap<Integer, Double> times = new TreeMap<>();
    counts.forEach((index, one) -> times.put(index, one * factor));
    return times;
  }

  @Override
  public @Nullable PromQlHistogram plus(PromQlHistogram other, double factor) {
    if (!(other instanceof PromQlExponential theirs)) {
      return null;
    }
    int coarse = Math.min(scale, theirs.scale);
    double threshold = Math.max(zeroThreshold, theirs.zeroThreshold);
    PromQlExponential mine = at(coarse).withZeros(threshold);
    PromQlExponential added = theirs.at(coarse).withZeros(threshold);
    if (mine.zeroThreshold != added.zeroThreshold) {
      double wider = Math.max(mine.zeroThreshold, added.zeroThreshold);
      mine = mine.withZeros(wider);
      added = added.withZeros(wider);
    }
    return new PromQlExponential(
        count + theirs.count * factor,
        sum + theirs.sum * factor,
        coarse,
        mine.zeroCount + added.zeroCount * factor,
        mine.zeroThreshold,
        merged(mine.positive, added.positive, factor),
        merged(mine.negative, added.negative, factor));
  }

  private static NavigableMap<Integer, Double> merged(
      NavigableMap<Integer, Double> one, NavigableMap<Integer, Double> other, double factor) {
    NavigableMap<Integer, Double> merged = new TreeMap<>(one);
    other.forEach((index, count) -> merged.merge(index, count * factor, Double::sum));
    return merged;
  }

  /** The same in buckets of a smaller scale: two become one for each step. */
  private PromQlExponential at(int coarse) {
    if (coarse == scale) {
      return this;
    }
    int steps = Math.min(31, scale - coarse);
    return new PromQlExponential(
        count,
        sum,
        coarse,
        zeroCount,
        zeroThreshold,
        shifted(positive, steps),
        shifted(negative, steps));
  }

  private static NavigableMap<Integer, Double> shifted(
      NavigableMap<Integer, Double> counts, int steps) {
    NavigableMap<Integer, Double> merged = new TreeMap<>();
    counts.forEach((index, one) -> merged.merge(index >> steps, one, Double::sum));
    return merged;
  }

  /**
   * Buckets within the threshold become zeros; the threshold grows to the end of one that it cuts.
   */
  private PromQlExponential withZeros(double threshold) {
    if (threshold <= zeroThreshold) {
      return this;
    }
    NavigableMap<Integer, Double> up = new TreeMap<>(positive);
    NavigableMap<Integer, Double> down = new TreeMap<>(negative);
    double zeros = zeroCount;
    double reached = threshold;
    boolean more = true;
    while (more) {
      more = false;
      for (NavigableMap<Integer, Double> side : List.of(up, down)) {
        while (!side.isEmpty() && bound(side.firstKey()) < reached) {
          Map.Entry<Integer, Double> first = side.pollFirstEntry();
          zeros += first.getValue();
          double end = bound(first.getKey() + 1);
          if (end > reached) {
            reached = end;
            more = true;
          }
        }
      }
    }
    return new PromQlExponential(count, sum, scale, zeros, reached, up, down);
  }

  private double bound(int index) {
    return Math.pow(2, index * Math.pow(2, -scale));
  }

  @Override
  public boolean isResetAfter(PromQlHistogram before) {
    if (!(before instanceof PromQlExponential earlier)
        || count < earlier.count
        || scale > earlier.scale
        || zeroThreshold < earlier.zeroThreshold) {
      return true;
    }
    PromQlExponential then = earlier.at(scale).withZeros(zeroThreshold);
    return then.zeroThreshold != zeroThreshold
        || zeroCount < then.zeroCount
        || shrank(positive, then.positive)
        || shrank(negative, then.negative);
  }

  private static boolean shrank(
      NavigableMap<Integer, Double> now, NavigableMap<Integer, Double> then) {
    return then.entrySet().stream()
        .anyMatch(entry -> now.getOrDefault(entry.getKey(), 0.0) < entry.getValue());
  }

  @Override
  public List<Bucket> buckets() {
    List<Bucket> all = new ArrayList<>();
    negative
        .descendingMap()
        .forEach((index, one) -> all.add(new Bucket(-bound(index + 1), -bound(index), one, true)));
    if (zeroCount != 0) {
      boolean below = !negative.isEmpty();
      boolean above = !positive.isEmpty();
      double lower = !below && above ? 0 : -zeroThreshold;
      double upper = below && !above ? 0 : zeroThreshold;
      all.add(new Bucket(lower, upper, zeroCount, false));
    }
    positive.forEach(
        (index, one) -> all.add(new Bucket(bound(index), bound(index + 1), one, true)));
    return all;
  }
}
