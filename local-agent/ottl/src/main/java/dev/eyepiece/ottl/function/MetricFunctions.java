package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.Numbers;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.SummaryPoint;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The functions of metrics that convert, copy and extract. */
final class MetricFunctions {
  private static final int CUMULATIVE = 2;

  private MetricFunctions() {}

  static List<Function> all(RandomGenerator random) {
    return List.of(
        Function.of("convert_sum_to_gauge", "", a -> Node.edit(MetricFunctions::toGauge)),
        Function.of(
            "convert_gauge_to_sum",
            "StringAggTemp:raw_text Monotonic:raw_bool",
            MetricFunctions::toSum),
        Function.of(
            "extract_count_metric",
            "Monotonic:raw_bool Suffix?:raw_text",
            a -> extract(a, "_count", true)),
        Function.of(
            "extract_sum_metric",
            "Monotonic:raw_bool Suffix?:raw_text",
            a -> extract(a, "_sum", false)),
        Function.of("extract_avg_metric", "Suffix?:raw_text", MetricFunctions::average),
        Function.of(
            "extract_percentile_metric",
            "Percentile:raw_real Suffix?:raw_text",
            Percentiles::build),
        Function.of(
            "copy_metric", "Name?:text Description?:text Unit?:text", MetricFunctions::copy),
        Function.of("scale_metric", "Multiplier:raw_real Unit?:text", Scale::build),
        Function.of(
            "aggregate_on_attributes",
            "AggregationFunction:raw_text Attributes?:raw_texts",
            Aggregation::onAttributes),
        Function.of(
            "aggregate_on_attribute_value",
            "AggregationFunction:raw_text Attribute:raw_text Values:raw_texts NewValue:raw_text",
            Aggregation::onValue),
        Function.of(
            "convert_exponential_histogram_to_histogram",
            "DistributionFn:raw_text ExplicitBounds:raw_reals",
            a -> ExponentialConversion.build(a, random)),
        Function.of(
            "convert_summary_quantile_val_to_gauge",
            "AttributeKey?:raw_text Suffix?:raw_text",
            MetricFunctions::quantiles));
  }

  private static void toGauge(Frame frame) {
    if (frame.metric().data() instanceof MetricData.Sum sum) {
      frame.metric().setData(new MetricData.Gauge(sum.points()));
      frame.markChanged();
    }
  }

  /** delta or cumulative, as OTLP's number. */
  static int temporality(String name) {
    return switch (name) {
      case "delta" -> 1;
      case "cumulative" -> CUMULATIVE;
      default -> throw new CheckException("expected delta or cumulative, found \"" + name + "\"");
    };
  }

  private static Node toSum(Args args) {
    int temporality = temporality(args.rawText(0));
    boolean monotonic = args.rawBool(1);
    return Node.edit(f -> {
      if (f.metric().data() instanceof MetricData.Gauge gauge) {
        f.metric().setData(new MetricData.Sum(gauge.points(), temporality, monotonic));
        f.markChanged();
      }
    });
  }

  /** A new metric with the description of another. */
  static Metric like(Metric metric, String suffix, Utf8 unit, MetricData data) {
    Metric made = new Metric();
    made.setName(Utf8.of(metric.name() + suffix));
    made.setDescription(metric.description());
    made.setUnit(unit);
    made.setData(data);
    return made;
  }

  /** A new number point with the attributes and times of another. */
  static NumberPoint like(DataPoint point) {
    NumberPoint made = new NumberPoint();
    made.setAttributes(Values.copy(point.attributes()));
    made.setStartTimeUnixNano(point.startTimeUnixNano());
    made.setTimeUnixNano(point.timeUnixNano());
    return made;
  }

  private static Node extract(Args args, String defaultSuffix, boolean count) {
    boolean monotonic = args.rawBool(0);
    String suffix = args.rawText(1, defaultSuffix);
    return Node.edit(f -> {
      Metric metric = f.metric();
      int temporality =
          switch (metric.data()) {
            case MetricData.Histogram histogram -> histogram.temporality();
            case MetricData.ExponentialHistogram histogram -> histogram.temporality();
            case MetricData.Summary summary -> CUMULATIVE;
            default -> 0;
          };
      if (temporality == 0) {
        throw new OttlException("expected a histogram or a summary with a temporality");
      }
      List<NumberPoint> points = new ArrayList<>();
      for (DataPoint point : metric.data().points()) {
        NumberPoint made = count ? countOf(point) : sumOf(point);
        if (made != null) {
          points.add(made);
        }
      }
      if (!points.isEmpty()) {
        Utf8 unit = count ? Utf8.of("1") : metric.unit();
        MetricData data = new MetricData.Sum(points, temporality, monotonic);
        f.metrics().add(like(metric, suffix, unit, data));
        f.markChanged();
      }
    });
  }

  private static Node average(Args args) {
    String suffix = args.rawText(0, "_avg");
    return Node.edit(f -> {
      Metric metric = f.metric();
      switch (metric.data()) {
        case MetricData.Histogram histogram -> {}
        case MetricData.ExponentialHistogram histogram -> {}
        case MetricData.Summary summary -> {}
        default -> throw new OttlException("expected a histogram or a summary");
      }
      List<NumberPoint> points = new ArrayList<>();
      for (DataPoint point : metric.data().points()) {
        NumberPoint sum = sumOf(point);
        double count = Numbers.unsigned(countOf(point).valueBits());
        if (sum != null && count > 0) {
          sum.setReal(sum.value() / count);
          points.add(sum);
        }
      }
      if (!points.isEmpty()) {
        f.metrics().add(like(metric, suffix, metric.unit(), new MetricData.Gauge(points)));
        f.markChanged();
      }
    });
  }

  private static NumberPoint countOf(DataPoint point) {
    NumberPoint made = like(point);
    made.setInt(
        switch (point) {
          case DistributionPoint distribution -> distribution.count();
          case SummaryPoint summary -> summary.count();
          default -> 0;
        });
    return made;
  }

  private static @Nullable NumberPoint sumOf(DataPoint point) {
    NumberPoint made = like(point);
    switch (point) {
      case DistributionPoint distribution -> {
        if (distribution.sum().isEmpty()) {
          return null;
        }
        made.setReal(distribution.sum().getAsDouble());
      }
      case SummaryPoint summary -> made.setReal(summary.sum());
      default -> made.setReal(0);
    }
    return made;
  }

  private static Node copy(Args args) {
    Arg<Utf8> name = args.optionalText(0);
    Arg<Utf8> description = args.optionalText(1);
    Arg<Utf8> unit = args.optionalText(2);
    return Node.edit(f -> {
      Metric copy = Copies.of(f.metric());
      // Added before its fields are known, as in the reference: it stays when one fails.
      f.metrics().add(copy);
      f.markChanged();
      if (name != null) {
        copy.setName(name.get(f));
      }
      if (description != null) {
        copy.setDescription(description.get(f));
      }
      if (unit != null) {
        copy.setUnit(unit.get(f));
      }
    });
  }

  private static Node quantiles(Args args) {
    String key = args.rawText(0, "quantile");
    String suffix = args.rawText(1, ".quantiles");
    return Node.edit(f -> {
      Metric metric = f.metric();
      if (!(metric.data() instanceof MetricData.Summary summary)) {
        return;
      }
      List<NumberPoint> points = new ArrayList<>();
      for (SummaryPoint point : summary.points()) {
        for (SummaryPoint.Quantile quantile : point.quantiles()) {
          NumberPoint made = like(point);
          made.attributes().put(Utf8.of(key), Values.of(quantile.quantile()));
          made.setReal(quantile.value());
          points.add(made);
        }
      }
      f.metrics().add(like(metric, suffix, metric.unit(), new MetricData.Gauge(points)));
      f.markChanged();
    });
  }

  /** A number as Go's %g writes it. */
  static String general(double value) {
    return Numbers.general(value);
  }
}
