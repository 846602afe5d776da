package dev.eyepiece.ottl.function;

import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.ExponentialHistogramPoint.Buckets;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Merges points of exponential histograms of one scale. */
final class ExponentialMerge {
  private ExponentialMerge() {}

  /** What points of both kinds of histograms add up. */
  static void distribution(DistributionPoint into, DistributionPoint from) {
    into.setCount(into.count() + from.count());
    into.setSum(OptionalDouble.of(into.sum().orElse(0) + from.sum().orElse(0)));
    double min = from.min().orElse(0);
    if (into.min().isPresent() && into.min().getAsDouble() > min) {
      into.setMin(OptionalDouble.of(min));
    }
    double max = from.max().orElse(0);
    if (into.max().isPresent() && into.max().getAsDouble() < max) {
      into.setMax(OptionalDouble.of(max));
    }
    into.exemplars().addAll(from.exemplars());
    if (Long.compareUnsigned(from.startTimeUnixNano(), into.startTimeUnixNano()) < 0) {
      into.setStartTimeUnixNano(from.startTimeUnixNano());
    }
  }

  static ExponentialHistogramPoint merge(
      ExponentialHistogramPoint into, ExponentialHistogramPoint from) {
    if (from.count() == 0) {
      return into;
    }
    distribution(into, from);
    into.setZeroCount(into.zeroCount() + from.zeroCount());
    into.setNegative(merge(into.negative(), from.negative()));
    into.setPositive(merge(into.positive(), from.positive()));
    return into;
  }

  private static Buckets merge(Buckets into, Buckets from) {
    long[] counts = add(into, from);
    if (into.offset() == from.offset() || from.counts().length == 0) {
      return new Buckets(into.offset(), counts);
    }
    int leading = 0;
    while (leading < counts.length && counts[leading] == 0) {
      leading++;
    }
    return new Buckets(
        Math.min(into.offset(), from.offset()), Arrays.copyOfRange(counts, leading, counts.length));
  }

  /** As the reference adds them: buckets below the first one are put in front, one by one. */
  private static long[] add(Buckets into, Buckets from) {
    long[] counts = into.counts().clone();
    int shift = from.offset() - into.offset();
    if (shift < 0) {
      for (int i = from.counts().length - 1; i >= 0; i--) {
        if (from.counts()[i] != 0) {
          long[] longer = new long[counts.length + 1];
          System.arraycopy(counts, 0, longer, 1, counts.length);
          longer[0] = from.counts()[i];
          counts = longer;
        }
      }
      return counts;
    }
    for (int i = 0; i < from.counts().length; i++) {
      int at = i + shift;
      boolean counted = shift == 0 || from.counts()[i] != 0;
      if (counted && at >= counts.length) {
        counts = Arrays.copyOf(counts, at + 1);
      }
      if (counted) {
        counts[at] += from.counts()[i];
      }
    }
    return counts;
  }
}
