package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.telemetry.ExponentialHistogramPoint;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** Makes histograms with given bounds of exponential ones. */
final class ExponentialConversion {
  private final double[] bounds;
  private final long[] counts;
  private final RandomGenerator random;

  private ExponentialConversion(double[] bounds, RandomGenerator random) {
    this.bounds = bounds;
    this.counts = new long[bounds.length];
    this.random = random;
  }

  static Node build(Args args, RandomGenerator random) {
    String way = args.rawText(0).isEmpty() ? "random" : args.rawText(0);
    double[] bounds = args.rawReals(1).stream().mapToDouble(Double::doubleValue).toArray();
    if (!List.of("upper", "midpoint", "uniform", "random").contains(way)) {
      throw new CheckException(
          "distribution_fn: expected upper, midpoint, uniform or random, found \"" + way + "\"");
    }
    if (bounds.length == 0) {
      throw new CheckException("explicit_bounds may not be empty");
    }
    return Node.edit(f -> {
      Metric metric = f.metric();
      if (!(metric.data() instanceof MetricData.ExponentialHistogram from)) {
        return;
      }
      List<HistogramPoint> points = new ArrayList<>();
      for (ExponentialHistogramPoint point : from.points()) {
        points.add(convert(point, way, bounds, random));
      }
      metric.setMetadata(new dev.eyepiece.telemetry.Attributes());
      metric.setData(new MetricData.Histogram(points, from.temporality()));
      f.markChanged();
    });
  }

  private static HistogramPoint convert(
      ExponentialHistogramPoint point, String way, double[] bounds, RandomGenerator random) {
    ExponentialConversion conversion = new ExponentialConversion(bounds, random);
    conversion.distribute(point, way);
    HistogramPoint made = new HistogramPoint();
    made.setStartTimeUnixNano(point.startTimeUnixNano());
    made.setTimeUnixNano(point.timeUnixNano());
    made.setCount(point.count());
    // What is absent becomes 0, as in the reference.
    made.setSum(OptionalDouble.of(point.sum().orElse(0)));
    made.setMin(OptionalDouble.of(point.min().orElse(0)));
    made.setMax(OptionalDouble.of(point.max().orElse(0)));
    made.setExemplars(point.exemplars());
    made.setExplicitBounds(bounds.clone());
    made.setBucketCounts(conversion.counts);
    made.setAttributes(point.attributes());
    return made;
  }

  private void distribute(ExponentialHistogramPoint point, String way) {
    double factor = Math.scalb(Math.log(2), -point.scale());
    if (point.zeroCount() > 0 && bounds[0] == 0) {
      counts[0] += point.zeroCount();
    }
    long[] positive = point.positive().counts();
    for (int i = 0; i < positive.length; i++) {
      int index = point.positive().offset() + i;
      double upper = Powers.exp((index + 1) * factor);
      double lower = Powers.exp(index * factor);
      bucket(positive[i], lower, upper, way);
    }
  }

  private void bucket(long count, double lower, double upper, String way) {
    int last = bounds.length - 1;
    if (lower > bounds[last]) {
      counts[last] += count;
      return;
    }
    for (int i = 1; i < bounds.length; i++) {
      if (lower > bounds[i - 1] && upper <= bounds[i]) {
        counts[i - 1] += count;
        return;
      }
    }
    switch (way) {
      case "upper" -> counts[first(upper)] += count;
      case "midpoint" -> {
        double middle = (upper + lower) / 2;
        int at = first(middle);
        boolean within = middle <= bounds[at];
        counts[within && at > 0 ? at - 1 : at] += count;
      }
      case "uniform" -> uniform(count, lower, upper);
      default -> random(count, lower, upper);
    }
  }

  /** The first bound that is not below; the last one when all are. */
  private int first(double value) {
    int i = 0;
    while (i < bounds.length - 1 && value > bounds[i]) {
      i++;
    }
    return i;
  }

  private void uniform(long count, double lower, double upper) {
    int start = first(lower);
    int end = start;
    while (end < bounds.length - 1 && upper > bounds[end]) {
      end++;
    }
    if (end == start) {
      counts[start] += count;
      return;
    }
    long each = Long.divideUnsigned(count, end - start + 1);
    long rest = Long.remainderUnsigned(count, end - start + 1);
    for (int i = start; i <= end; i++) {
      counts[i] += each + (i - start < rest ? 1 : 0);
    }
  }

  private void random(long count, double lower, double upper) {
    int start = first(lower);
    int end = start;
    while (end < bounds.length - 1 && bounds[end] < upper) {
      end++;
    }
    if (end == start) {
      counts[start] += count;
      return;
    }
    long left = count;
    for (int i = start; i <= end; i++) {
      double low = i == 0 ? lower : bounds[i - 1];
      double overlap = Math.min(bounds[i], upper) - Math.max(low, lower);
      long share = (long) (random.nextDouble() * (long) (count * (overlap / (upper - lower))));
      counts[i] += share;
      left -= share;
    }
    for (; left > 0; left--) {
      counts[start + random.nextInt(end - start + 1)]++;
    }
  }
}
