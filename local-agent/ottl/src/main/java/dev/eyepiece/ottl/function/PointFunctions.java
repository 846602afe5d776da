package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.SummaryPoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of data points. */
final class PointFunctions {
  private static final String SIGNATURE =
      "StringAggTemp:raw_text Monotonic:raw_bool Suffix?:raw_text";

  static final List<Function> ALL =
      List.of(
          Function.of("convert_summary_sum_val_to_sum", SIGNATURE, a -> convert(a, "_sum", false)),
          Function.of(
              "convert_summary_count_val_to_sum", SIGNATURE, a -> convert(a, "_count", true)),
          Function.of(
              "merge_histogram_buckets",
              "TargetValue:reallike Method?:raw_text",
              PointFunctions::mergeBuckets));

  private PointFunctions() {}

  private static Node convert(Args args, String defaultSuffix, boolean count) {
    int temporality = MetricFunctions.temporality(args.rawText(0));
    boolean monotonic = args.rawBool(1);
    String suffix = args.rawText(2, defaultSuffix);
    return Node.edit(f -> {
      Metric metric = f.metric();
      if (!(metric.data() instanceof MetricData.Summary summary)) {
        return;
      }
      List<NumberPoint> points = new ArrayList<>();
      for (SummaryPoint point : summary.points()) {
        NumberPoint made = MetricFunctions.like(point);
        if (count) {
          made.setInt(point.count());
        } else {
          made.setReal(point.sum());
        }
        points.add(made);
      }
      MetricData data = new MetricData.Sum(points, temporality, monotonic);
      f.metrics().add(MetricFunctions.like(metric, suffix, metric.unit(), data));
      f.markChanged();
    });
  }

  private static Node mergeBuckets(Args args) {
    Arg<@Nullable Double> target = args.realLike(0);
    String method = args.rawText(1, "remove_explicit_bound");
    boolean limit = method.equals("limit_buckets");
    if (!limit && !method.equals("remove_explicit_bound")) {
      throw new CheckException(
          "method: expected remove_explicit_bound or limit_buckets, found \"" + method + "\"");
    }
    if (target.isLiteral()) {
      try {
        checked(target.literal(), limit);
      } catch (OttlException e) {
        throw new CheckException("" + e.getMessage());
      }
    }
    return Node.edit(f -> {
      if (!(f.point() instanceof HistogramPoint point)) {
        return;
      }
      double value = checked(target.get(f), limit);
      boolean merged = limit ? limit(point, (long) value) : remove(point, value);
      if (merged) {
        f.markChanged();
      }
    });
  }

  private static double checked(@Nullable Double value, boolean limit) {
    if (value == null) {
      throw new OttlException("target_value may not be nil");
    }
    if (limit && (value < 1 || value != Math.rint(value) || value > 0x1p63)) {
      throw new OttlException("target_value must be a whole number above 0, found " + value);
    }
    return value;
  }

  private static boolean remove(HistogramPoint point, double bound) {
    double[] bounds = point.explicitBounds();
    long[] counts = point.bucketCounts();
    int at = -1;
    for (int i = 0; i < bounds.length && at < 0; i++) {
      at = Math.abs(bounds[i] - bound) < 1e-12 ? i : -1;
    }
    if (at < 0 || bounds.length + 1 != counts.length) {
      return false;
    }
    double[] fewer = new double[bounds.length - 1];
    long[] merged = new long[counts.length - 1];
    for (int i = 0; i < fewer.length; i++) {
      fewer[i] = bounds[i < at ? i : i + 1];
    }
    for (int i = 0; i < merged.length; i++) {
      merged[i] = counts[i < at ? i : i + 1] + (i == at ? counts[at] : 0);
    }
    point.setExplicitBounds(fewer);
    point.setBucketCounts(merged);
    return true;
  }

  private static boolean limit(HistogramPoint point, long most) {
    double[] bounds = point.explicitBounds();
    long[] counts = point.bucketCounts();
    if (bounds.length + 1 != counts.length || counts.length <= most || counts.length <= 1) {
      return false;
    }
    for (int i = 1; i < bounds.length; i++) {
      if (!(bounds[i] > bounds[i - 1])) {
        return false;
      }
    }
    int step = (int) ((counts.length - 1) / most + 1);
    long[] merged = new long[(counts.length - 1) / step + 1];
    for (int i = 0; i < counts.length; i++) {
      merged[i / step] += counts[i];
    }
    double[] fewer = new double[merged.length - 1];
    for (int i = 0; i < fewer.length; i++) {
      fewer[i] = bounds[(i + 1) * step - 1];
    }
    point.setExplicitBounds(fewer);
    point.setBucketCounts(merged);
    return true;
  }
}
