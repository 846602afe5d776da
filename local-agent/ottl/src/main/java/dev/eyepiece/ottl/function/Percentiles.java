package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.Numbers;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.ExponentialHistogramPoint.Buckets;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A percentile of a histogram's points as a gauge, by interpolation within the bucket. */
final class Percentiles {
  private Percentiles() {}

  static Node build(Args args) {
    double percentile = args.rawReal(0);
    if (!(percentile > 0 && percentile < 100)) {
      throw new CheckException("percentile: expected above 0 and below 100, found " + percentile);
    }
    String shown = Numbers.general(percentile);
    String given = args.rawText(1, "");
    String suffix = given.isEmpty() ? "_p" + shown : given;
    return Node.edit(f -> {
      Metric metric = f.metric();
      boolean histogram =
          metric.data() instanceof MetricData.Histogram
              || metric.data() instanceof MetricData.ExponentialHistogram;
      if (!histogram) {
        return;
      }
      List<NumberPoint> points = new ArrayList<>();
      for (DataPoint point : metric.data().points()) {
        Double value = of(point, percentile);
        if (value != null) {
          NumberPoint made = MetricFunctions.like(point);
          made.setReal(value);
          points.add(made);
        }
      }
      if (!points.isEmpty()) {
        MetricData data = new MetricData.Gauge(points);
        Metric made = MetricFunctions.like(metric, suffix, metric.unit(), data);
        String text = metric.description().toString();
        made.setDescription(Utf8.of(text.isEmpty() ? "p" + shown : text + " (p" + shown + ")"));
        f.metrics().add(made);
        f.markChanged();
      }
    });
  }

  /** The value; {@code null} for a point that says nothing. */
  private static @Nullable Double of(DataPoint point, double percentile) {
    return switch (point) {
      case HistogramPoint histogram -> of(histogram, percentile);
      case ExponentialHistogramPoint histogram -> of(histogram, percentile);
      default -> null;
    };
  }

  private static long target(long count, double percentile) {
    return (long) Math.ceil(count * (percentile / 100.0));
  }

  private static @Nullable Double of(HistogramPoint point, double percentile) {
    long[] counts = point.bucketCounts();
    double[] bounds = point.explicitBounds();
    if (point.count() == 0 || counts.length == 0) {
      return null;
    }
    long target = target(point.count(), percentile);
    if (counts.length != bounds.length + 1) {
      throw new OttlException(
          counts.length + " bucket counts do not fit " + bounds.length + " bounds");
    }
    if (bounds.length == 0) {
      return point.min().isEmpty() || point.max().isEmpty()
          ? null
          : (Double)
              linear(
                  point.min().getAsDouble(),
                  point.max().getAsDouble(),
                  (double) target / counts[0]);
    }
    long before = 0;
    for (int i = 0; i < counts.length; i++) {
      if (before + counts[i] >= target) {
        return inBucket(point, i, (double) (target - before) / counts[i]);
      }
      before += counts[i];
    }
    throw new OttlException("the buckets hold fewer than the count says");
  }

  private static double inBucket(HistogramPoint point, int bucket, double ratio) {
    double[] bounds = point.explicitBounds();
    if (bucket == 0) {
      double upper = bounds[0];
      boolean known = point.min().isPresent() && point.min().getAsDouble() < upper;
      if (!known && upper < 0) {
        return upper;
      }
      return linear(known ? point.min().getAsDouble() : 0, upper, ratio);
    }
    double lower = bounds[bucket - 1];
    if (bucket < bounds.length) {
      return linear(lower, bounds[bucket], ratio);
    }
    boolean known = point.max().isPresent() && point.max().getAsDouble() > lower;
    return known ? linear(lower, point.max().getAsDouble(), ratio) : lower;
  }

  private static @Nullable Double of(ExponentialHistogramPoint point, double percentile) {
    long[] negative = point.negative().counts();
    long[] positive = point.positive().counts();
    boolean empty = negative.length == 0 && positive.length == 0 && point.zeroCount() == 0;
    if (point.count() == 0 || empty) {
      return null;
    }
    long target = target(point.count(), percentile);
    long before = 0;
    for (int i = negative.length - 1; i >= 0; i--) {
      if (before + negative[i] >= target) {
        double ratio = (double) (target - before) / negative[i];
        checkBounds(point.negative(), i, point.scale());
        return -logarithmic(point.negative(), i, point.scale(), 1 - ratio);
      }
      before += negative[i];
    }
    if (before + point.zeroCount() >= target) {
      double lower = positive.length > 0 && negative.length == 0 ? 0 : -point.zeroThreshold();
      double upper = negative.length > 0 && positive.length == 0 ? 0 : point.zeroThreshold();
      return linear(lower, upper, (double) (target - before) / point.zeroCount());
    }
    before += point.zeroCount();
    for (int i = 0; i < positive.length; i++) {
      if (before + positive[i] >= target) {
        double ratio = (double) (target - before) / positive[i];
        return logarithmic(point.positive(), i, point.scale(), ratio);
      }
      before += positive[i];
    }
    throw new OttlException("the buckets hold fewer than the count says");
  }

  private static double logarithmic(Buckets buckets, int index, int scale, double ratio) {
    double lower = bound(buckets.offset() + index, scale);
    double upper = bound(buckets.offset() + index + 1, scale);
    checkRatio(ratio);
    if (lower <= 0 || upper <= 0) {
      throw new OttlException("the bounds of a bucket are out of range");
    }
    double low = log2(lower);
    return Powers.exp2(low + (log2(upper) - low) * ratio);
  }

  /** Asked of negative buckets alone, as there: of a positive one the value is out of range. */
  private static void checkBounds(Buckets buckets, int index, int scale) {
    int bucket = buckets.offset() + index;
    if (bound(bucket, scale) >= bound(bucket + 1, scale)) {
      throw new OttlException("the bounds of a bucket are out of range");
    }
  }

  private static double log2(double value) {
    int exponent = Math.getExponent(value) + 1;
    double fraction = value / Math.scalb(1.0, exponent);
    // Exact for powers of two.
    return fraction == 0.5 ? exponent - 1 : exponent + Powers.log(fraction) * (1 / Math.log(2));
  }

  private static double bound(int index, int scale) {
    return scale <= 0
        ? Math.scalb(1.0, index << -scale)
        : Powers.exp(index * Math.scalb(Math.log(2), -scale));
  }

  private static double linear(double lower, double upper, double ratio) {
    checkRatio(ratio);
    return lower + ratio * (upper - lower);
  }

  private static void checkRatio(double ratio) {
    if (ratio < 0 || ratio > 1) {
      throw new OttlException("a share of " + ratio + " of a bucket is out of range");
    }
  }
}
