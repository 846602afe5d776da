package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.SummaryPoint;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of a histogram's point, and what of them is new since the point before (OpenTelemetry
 * metrics data model, "Histogram" and "ExponentialHistogram").
 */
sealed interface Buckets {
  /** More buckets than that are merged to coarser ones; no screen shows more. */
  int MOST = 2_000;

  /**
   * The counts without those of an earlier point of the same run, {@code null} when the earlier one
   * is none that this one counts on from: other bounds, or more values.
   */
  @Nullable Buckets since(Buckets before);

  Distribution distribution();

  /** Buckets of a point, {@code null} for points that have none. */
  static @Nullable Buckets of(DataPoint point) {
    return switch (point) {
      case HistogramPoint histogram -> explicit(histogram);
      case ExponentialHistogramPoint histogram -> Exponential.of(histogram);
      case NumberPoint number -> null;
      case SummaryPoint summary -> null;
    };
  }

  private static @Nullable Buckets explicit(HistogramPoint point) {
    double[] bounds = point.explicitBounds();
    double[] counts = numbers(point.bucketCounts());
    if (counts.length != bounds.length + 1 || bounds.length > MOST) {
      return null;
    }
    for (int i = 1; i < bounds.length; i++) {
      if (!(bounds[i] > bounds[i - 1])) {
        return null;
      }
    }
    return new Explicit(bounds, counts, edge(point, true), edge(point, false));
  }

  private static double edge(DistributionPoint point, boolean lowest) {
    double known = (lowest ? point.min() : point.max()).orElse(Double.NaN);
    return Double.isFinite(known) ? known : Double.NaN;
  }

  private static double[] numbers(long[] unsigned) {
    return Arrays.stream(unsigned).mapToDouble(Buckets::number).toArray();
  }

  /** An unsigned 64-bit number. */
  static double number(long unsigned) {
    return unsigned >= 0 ? (double) unsigned : (double) (unsigned >>> 1) * 2;
  }

  /**
   * Buckets by the sender's bounds.
   *
   * @param min of the values, NaN when not known
   * @param max of the values, NaN when not known
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Explicit(double[] bounds, double[] counts, double min, double max) implements Buckets {
    @Override
    public @Nullable Buckets since(Buckets before) {
      if (!(before instanceof Explicit other) || !Arrays.equals(bounds, other.bounds)) {
        return null;
      }
      double[] more = new double[counts.length];
      for (int i = 0; i < more.length; i++) {
        more[i] = counts[i] - other.counts[i];
        if (more[i] < 0) {
          return null;
        }
      }
      // What the lowest and highest value of all time are says nothing of the newest.
      return new Explicit(bounds, more, Double.NaN, Double.NaN);
    }

    @Override
    public Distribution distribution() {
      int ranges = counts.length;
      if (bounds.length == 0) {
        return Double.isNaN(min) || Double.isNaN(max)
            ? Distribution.NONE
            : new Distribution(new double[] {min}, new double[] {max}, counts, false);
      }
      double[] lower = new double[ranges];
      double[] upper = new double[ranges];
      System.arraycopy(bounds, 0, lower, 1, bounds.length);
      System.arraycopy(bounds, 0, upper, 0, bounds.length);
      double first = bounds[0];
      double last = bounds[bounds.length - 1];
      // Nothing is known of the outer ends: most measures start at 0, and above the last bound
      // that bound is all that can be said.
      lower[0] = Double.isNaN(min) || min > first ? Math.min(first, 0) : min;
      upper[ranges - 1] = Double.isNaN(max) || max < last ? last : max;
      return new Distribution(lower, upper, counts, false);
    }
  }

  /** Buckets of powers of {@code 2^(2^-scale)}; those without values are left out. */
  record Exponential(
      int scale,
      double zeros,
      double zeroThreshold,
      NavigableMap<Integer, Double> positive,
      NavigableMap<Integer, Double> negative)
      implements Buckets {
    private static final int FINEST = 20;
    private static final int COARSEST = -10;

    static @Nullable Exponential of(ExponentialHistogramPoint point) {
      if (point.scale() > FINEST || point.scale() < COARSEST) {
        return null;
      }
      Exponential whole =
          new Exponential(
              point.scale(),
              number(point.zeroCount()),
              Math.max(0, point.zeroThreshold()),
              counts(point.positive()),
              counts(point.negative()));
      while (whole.positive.size() + whole.negative.size() > MOST && whole.scale > COARSEST) {
        whole = whole.scaledTo(whole.scale - 1);
      }
      return whole;
    }

    private static NavigableMap<Integer, Double> counts(ExponentialHistogramPoint.Buckets buckets) {
      NavigableMap<Integer, Double> counts = new TreeMap<>();
      for (int i = 0; i < buckets.counts().length; i++) {
        if (buckets.counts()[i] != 0) {
          counts.put(buckets.offset() + i, number(buckets.counts()[i]));
        }
      }
      return counts;
    }

    /** The same values in coarser buckets. */
    Exponential scaledTo(int coarser) {
      int shift = scale - coarser;
      return shift <= 0
          ? this
          : new Exponential(
              coarser, zeros, zeroThreshold, shifted(positive, shift), shifted(negative, shift));
    }

    private static NavigableMap<Integer, Double> shifted(
        NavigableMap<Integer, Double> counts, int shift) {
      NavigableMap<Integer, Double> merged = new TreeMap<>();
      counts.forEach((index, count) -> merged.merge(index >> shift, count, Double::sum));
      return merged;
    }

    @Override
    public @Nullable Buckets since(Buckets before) {
      if (!(before instanceof Exponential other) || other.zeroThreshold != zeroThreshold) {
        return null;
      }
      int common = Math.min(scale, other.scale);
      Exponential now = scaledTo(common);
      Exponential then = other.scaledTo(common);
      NavigableMap<Integer, Double> up = less(now.positive, then.positive);
      NavigableMap<Integer, Double> down = less(now.negative, then.negative);
      return up == null || down == null || zeros < other.zeros
          ? null
          : new Exponential(common, zeros - other.zeros, zeroThreshold, up, down);
    }

    private static @Nullable NavigableMap<Integer, Double> less(
        NavigableMap<Integer, Double> now, NavigableMap<Integer, Double> then) {
      NavigableMap<Integer, Double> more = new TreeMap<>(now);
      for (Map.Entry<Integer, Double> entry : then.entrySet()) {
        double left = more.getOrDefault(entry.getKey(), 0.0) - entry.getValue();
        if (left < 0) {
          return null;
        }
        more.put(entry.getKey(), left);
      }
      more.values().removeIf(count -> count == 0);
      return more;
    }

    @Override
    public Distribution distribution() {
      int ranges = negative.size() + positive.size() + (zeros > 0 ? 1 : 0);
      double[] lower = new double[ranges];
      double[] upper = new double[ranges];
      double[] count = new double[ranges];
      int at = 0;
      for (Map.Entry<Integer, Double> entry : negative.descendingMap().entrySet()) {
        lower[at] = -bound(entry.getKey() + 1.0);
        upper[at] = -bound(entry.getKey());
        count[at++] = entry.getValue();
      }
      if (zeros > 0) {
        lower[at] = -zeroThreshold;
        upper[at] = zeroThreshold;
        count[at++] = zeros;
      }
      for (Map.Entry<Integer, Double> entry : positive.entrySet()) {
        lower[at] = bound(entry.getKey());
        upper[at] = bound(entry.getKey() + 1.0);
        count[at++] = entry.getValue();
      }
      return new Distribution(lower, upper, count, true);
    }

    /** The lower bound of a bucket: {@code 2^(index * 2^-scale)}, kept finite. */
    private double bound(double index) {
      double power = index * Math.pow(2, -scale);
      return Math.pow(2, Math.clamp(power, -1022, 1023));
    }
  }
}
