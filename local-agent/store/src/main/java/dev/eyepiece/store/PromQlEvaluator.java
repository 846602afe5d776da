package dev.eyepiece.store;

import dev.eyepiece.store.PromQlNode.MatchOp;
import dev.eyepiece.store.PromQlValue.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Evaluates an expression at one time after another. For one thread. */
final class PromQlEvaluator {
  private final Map<PromQlNode.Selector, List<PromQlSeries>> data;

  PromQlEvaluator(Map<PromQlNode.Selector, List<PromQlSeries>> data) {
    this.data = data;
  }

  PromQlValue at(PromQlNode node, long time) throws PromQlException {
    return switch (node) {
      case PromQlNode.Literal number -> new PromQlValue.Scalar(number.value());
      case PromQlNode.Selector selector -> select(selector, time);
      case PromQlNode.Negate negate -> negated(at(negate.of(), time));
      case PromQlNode.Binary binary ->
          new PromQlBinaries(binary).of(at(binary.left(), time), at(binary.right(), time));
      case PromQlNode.Aggregate aggregate -> {
        PromQlNode parameter = aggregate.parameter();
        yield new PromQlValue.Vector(
            PromQlAggregates.of(
                aggregate,
                parameter == null ? Double.NaN : scalar(parameter, time),
                vector(aggregate.of(), time),
                time));
      }
      case PromQlNode.Call call -> call(call, time);
    };
  }

  private PromQlValue select(PromQlNode.Selector selector, long time) {
    long to = time - selector.offsetNano();
    List<PromQlSeries> series = data.getOrDefault(selector, List.of());
    if (selector.rangeNano() > 0) {
      long from = to - selector.rangeNano();
      return new PromQlValue.Ranges(
          series.stream().map(one -> one.between(from, to)).filter(one -> one.size() > 0).toList(),
          from,
          to);
    }
    List<Sample> samples = new ArrayList<>();
    for (PromQlSeries one : series) {
      int at = one.at(to);
      if (at >= 0) {
        samples.add(new Sample(one.labels(), one.values()[at], one.histogram(at), one.times()[at]));
      }
    }
    return new PromQlValue.Vector(samples);
  }

  private static PromQlValue negated(PromQlValue value) {
    return switch (value) {
      case PromQlValue.Scalar scalar -> new PromQlValue.Scalar(-scalar.value());
      case PromQlValue.Vector vector ->
          new PromQlValue.Vector(
              vector.samples().stream()
                  .map(one ->
                      new Sample(
                          PromQlLabels.withoutName(one.labels()),
                          -one.value(),
                          one.histogram() == null ? null : one.histogram().times(-1),
                          one.timeUnixNano()))
                  .toList());
      case PromQlValue.Ranges ranges -> ranges;
    };
  }

  private double scalar(PromQlNode node, long time) throws PromQlException {
    return at(node, time) instanceof PromQlValue.Scalar scalar ? scalar.value() : Double.NaN;
  }

  private List<Sample> vector(PromQlNode node, long time) throws PromQlException {
    return at(node, time) instanceof PromQlValue.Vector vector ? vector.samples() : List.of();
  }

  private PromQlValue call(PromQlNode.Call call, long time) throws PromQlException {
    List<PromQlNode> arguments = call.arguments();
    return switch (call.function()) {
      case TIME -> new PromQlValue.Scalar(time / 1e9);
      case VECTOR ->
          new PromQlValue.Vector(
              List.of(new Sample(PromQlLabels.NONE, scalar(arguments.getFirst(), time), time)));
      case SCALAR -> {
        List<Sample> only = vector(arguments.getFirst(), time);
        yield new PromQlValue.Scalar(only.size() == 1 ? only.getFirst().value() : Double.NaN);
      }
      case HISTOGRAM_QUANTILE ->
          new PromQlValue.Vector(
              PromQlQuantile.of(
                  scalar(arguments.getFirst(), time), vector(arguments.get(1), time), time));
      case SORT, SORT_DESC ->
          new PromQlValue.Vector(
              vector(arguments.getFirst(), time).stream()
                  .filter(one -> one.histogram() == null)
                  .sorted(PromQlAggregates.order(call.function() == PromQlFunction.SORT_DESC))
                  .toList());
      case ABSENT -> absent(arguments.getFirst(), time);
      case QUANTILE_OVER_TIME -> {
        double q = scalar(arguments.getFirst(), time);
        yield overTime(
            at(arguments.get(1), time), values -> PromQlOverTime.quantile(q, values), false, time);
      }
      default ->
          arguments.getFirst().type() == PromQlNode.Type.RANGE
              ? ofRange(call.function(), at(arguments.getFirst(), time), time)
              : each(call, time);
    };
  }

  private PromQlValue absent(PromQlNode of, long time) throws PromQlException {
    if (!vector(of, time).isEmpty()) {
      return new PromQlValue.Vector(List.of());
    }
    SortedMap<String, String> labels = new TreeMap<>();
    if (of instanceof PromQlNode.Selector selector) {
      for (PromQlNode.Matcher matcher : selector.matchers()) {
        if (matcher.op() == MatchOp.EQUAL && !matcher.label().equals(PromQlSelectorParser.NAME)) {
          labels.put(matcher.label(), matcher.value());
        }
      }
    }
    return new PromQlValue.Vector(List.of(new Sample(labels, 1, time)));
  }

  private static PromQlValue ofRange(PromQlFunction function, PromQlValue value, long time) {
    if (!(value instanceof PromQlValue.Ranges ranges)) {
      return value;
    }
    ToDoubleFunction<double[]> ofAll = PromQlOverTime.of(function);
    if (ofAll != null) {
      return overTime(value, ofAll, function == PromQlFunction.LAST_OVER_TIME, time);
    }
    List<Sample> found = new ArrayList<>();
    for (PromQlSeries window : ranges.series()) {
      PromQlRates.Growth growth =
          switch (function) {
            case RATE -> PromQlRates.of(window, ranges, true, true);
            case INCREASE -> PromQlRates.of(window, ranges, true, false);
            case DELTA -> PromQlRates.of(window, ranges, false, false);
            case IRATE -> PromQlRates.instant(window, true, true);
            default -> PromQlRates.instant(window, false, false);
          };
      if (growth != null) {
        SortedMap<String, String> labels = PromQlLabels.withoutName(window.labels());
        found.add(new Sample(labels, growth.number(), growth.histogram(), time));
      }
    }
    return new PromQlValue.Vector(found);
  }

  /** Of histograms only how many there are is told. */
  private static PromQlValue overTime(
      PromQlValue value, ToDoubleFunction<double[]> function, boolean keepsName, long time) {
    List<Sample> found = new ArrayList<>();
    if (value instanceof PromQlValue.Ranges ranges) {
      for (PromQlSeries window : ranges.series()) {
        double result = function.applyAsDouble(window.values());
        if (window.histogram(0) == null || !Double.isNaN(result)) {
          SortedMap<String, String> labels = window.labels();
          found.add(
              new Sample(keepsName ? labels : PromQlLabels.withoutName(labels), result, time));
        }
      }
    }
    return new PromQlValue.Vector(found);
  }

  private PromQlValue each(PromQlNode.Call call, long time) throws PromQlException {
    List<Sample> samples = vector(call.arguments().getFirst(), time);
    List<Sample> found = new ArrayList<>();
    switch (call.function()) {
      case HISTOGRAM_COUNT, HISTOGRAM_SUM, HISTOGRAM_AVG -> {
        for (Sample sample : samples) {
          PromQlHistogram histogram = sample.histogram();
          if (histogram != null) {
            add(sample, ofHistogram(call.function(), histogram), time, found);
          }
        }
      }
      case TIMESTAMP -> {
        for (Sample sample : samples) {
          add(sample, sample.timeUnixNano() / 1e9, time, found);
        }
      }
      default -> {
        DoubleUnaryOperator function = function(call, time);
        boolean nothing =
            call.function() == PromQlFunction.CLAMP
                && scalar(call.arguments().get(2), time) < scalar(call.arguments().get(1), time);
        for (Sample sample : samples) {
          if (sample.histogram() == null && !nothing) {
            add(sample, function.applyAsDouble(sample.value()), time, found);
          }
        }
      }
    }
    return new PromQlValue.Vector(found);
  }

  private static void add(Sample of, double value, long time, List<Sample> into) {
    into.add(new Sample(PromQlLabels.withoutName(of.labels()), value, time));
  }

  private static double ofHistogram(PromQlFunction function, PromQlHistogram histogram) {
    return switch (function) {
      case HISTOGRAM_COUNT -> histogram.count();
      case HISTOGRAM_SUM -> histogram.sum();
      default -> histogram.sum() / histogram.count();
    };
  }

  private DoubleUnaryOperator function(PromQlNode.Call call, long time) throws PromQlException {
    List<PromQlNode> arguments = call.arguments();
    double second = arguments.size() > 1 ? scalar(arguments.get(1), time) : Double.NaN;
    double third = arguments.size() > 2 ? scalar(arguments.get(2), time) : Double.NaN;
    return switch (call.function()) {
      case ABS -> Math::abs;
      case CEIL -> Math::ceil;
      case FLOOR -> Math::floor;
      case SQRT -> Math::sqrt;
      case EXP -> Math::exp;
      case LN -> Math::log;
      case LOG2 -> value -> Math.log(value) / Math.log(2);
      case LOG10 -> Math::log10;
      case SGN -> Math::signum;
      case CLAMP -> value -> clamp(value, second, third);
      case CLAMP_MIN -> value -> clamp(value, second, Double.POSITIVE_INFINITY);
      case CLAMP_MAX -> value -> clamp(value, Double.NEGATIVE_INFINITY, second);
      default -> {
        // Halves go up; the inverse is exact where the step is a tenth.
        double inverse = arguments.size() > 1 ? 1 / second : 1;
        yield value -> Math.floor(value * inverse + 0.5) / inverse;
      }
    };
  }

  private static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }
}
