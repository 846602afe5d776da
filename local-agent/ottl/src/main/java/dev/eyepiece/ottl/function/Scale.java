package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.Numbers;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.HistogramPoint;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.SummaryPoint;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.util.List;
import java.util.OptionalDouble;

/** Multiplies all values of a metric. */
final class Scale {
  private Scale() {}

  static Node build(Args args) {
    double by = args.rawReal(0);
    Arg<Utf8> unit = args.optionalText(1);
    return Node.edit(f -> {
      Utf8 newUnit = unit == null ? null : unit.get(f);
      switch (f.metric().data()) {
        case MetricData.Gauge gauge -> gauge.points().forEach(p -> scale(p, by));
        case MetricData.Sum sum -> sum.points().forEach(p -> scale(p, by));
        case MetricData.Histogram histogram -> histogram.points().forEach(p -> scale(p, by));
        case MetricData.Summary summary -> summary.points().forEach(p -> scale(p, by));
        case MetricData.ExponentialHistogram histogram ->
            throw new OttlException("exponential histograms cannot be scaled");
        case MetricData.None none -> throw new OttlException("the metric has no type");
      }
      if (newUnit != null) {
        f.metric().setUnit(newUnit);
      }
      f.markChanged();
    });
  }

  private static void scale(NumberPoint point, double by) {
    if (point.valueType() == ValueType.INT) {
      point.setInt(Numbers.toLong(point.valueBits() * by));
    } else if (point.valueType() == ValueType.REAL) {
      point.setReal(point.value() * by);
    }
  }

  private static void scale(HistogramPoint point, double by) {
    point.setSum(scaled(point.sum(), by));
    point.setMin(scaled(point.min(), by));
    point.setMax(scaled(point.max(), by));
    double[] bounds = point.explicitBounds().clone();
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] *= by;
    }
    point.setExplicitBounds(bounds);
    List<Exemplar> exemplars = point.exemplars();
    exemplars.replaceAll(e -> scaled(e, by));
  }

  private static OptionalDouble scaled(OptionalDouble value, double by) {
    return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * by) : value;
  }

  private static Exemplar scaled(Exemplar e, double by) {
    long bits = e.valueBits();
    if (e.valueType() == ValueType.INT) {
      bits = Numbers.toLong(bits * by);
    } else if (e.valueType() == ValueType.REAL) {
      bits = Double.doubleToRawLongBits(Double.longBitsToDouble(bits) * by);
    }
    return new Exemplar(
        e.filteredAttributes(),
        e.timeUnixNano(),
        e.valueType(),
        bits,
        e.traceIdHigh(),
        e.traceIdLow(),
        e.spanId());
  }

  private static void scale(SummaryPoint point, double by) {
    point.setSum(point.sum() * by);
    point.quantiles().replaceAll(q -> new SummaryPoint.Quantile(q.quantile(), q.value() * by));
  }
}
