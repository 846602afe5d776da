package dev.eyepiece.store;

import dev.eyepiece.store.PromQlValue.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Aggregation operators. */
final class PromQlAggregates {
  private PromQlAggregates() {}

  /**
   * Aggregates the samples of each group.
   *
   * @param parameter of {@code topk}, {@code bottomk} and {@code quantile}
   */
  static List<Sample> of(
      PromQlNode.Aggregate node, double parameter, List<Sample> samples, long time) {
    Map<SortedMap<String, String>, List<Sample>> groups = new LinkedHashMap<>();
    for (Sample sample : samples) {
      groups
          .computeIfAbsent(
              PromQlLabels.of(sample.labels(), node.grouping()), _ -> new ArrayList<>())
          .add(sample);
    }
    List<Sample> found = new ArrayList<>();
    groups.forEach((labels, group) -> {
      if (node.operator().equals("topk") || node.operator().equals("bottomk")) {
        found.addAll(first(group, parameter, node.operator().equals("topk")));
      } else {
        Sample one = one(node.operator(), parameter, labels, group, time);
        if (one != null) {
          found.add(one);
        }
      }
    });
    return found;
  }

  /** Numbers alone; NaN comes last. */
  private static List<Sample> first(List<Sample> group, double most, boolean greatest) {
    List<Sample> sorted =
        new ArrayList<>(group.stream().filter(one -> one.histogram() == null).toList());
    sorted.sort(order(greatest));
    int count = most >= 1 ? (int) Math.min(sorted.size(), most) : 0;
    return sorted.subList(0, count);
  }

  static Comparator<Sample> order(boolean greatestFirst) {
    Comparator<Sample> byValue = Comparator.comparingDouble(Sample::value);
    return Comparator.<Sample, Boolean>comparing(one -> Double.isNaN(one.value()))
        .thenComparing(greatestFirst ? byValue.reversed() : byValue);
  }

  private static @Nullable Sample one(
      String operator,
      double parameter,
      SortedMap<String, String> labels,
      List<Sample> group,
      long time) {
    boolean summed = operator.equals("sum") || operator.equals("avg");
    if (operator.equals("count") || operator.equals("group")) {
      return new Sample(labels, operator.equals("count") ? group.size() : 1, time);
    }
    double[] values =
        group.stream().filter(one -> one.histogram() == null).mapToDouble(Sample::value).toArray();
    if (values.length < group.size() && (summed || values.length == 0)) {
      // Numbers and histograms have no sum; of histograms alone nothing else is known.
      return summed && values.length == 0
          ? histogram(labels, group, operator.equals("avg"), time)
          : null;
    }
    return new Sample(labels, number(operator, parameter, values), time);
  }

  private static @Nullable Sample histogram(
      SortedMap<String, String> labels, List<Sample> group, boolean average, long time) {
    PromQlHistogram sum = null;
    for (Sample one : group) {
      PromQlHistogram next = one.histogram();
      if (next != null) {
        sum = sum == null ? next : sum.plus(next, 1);
        if (sum == null) {
          return null;
        }
      }
    }
    return sum == null
        ? null
        : new Sample(labels, Double.NaN, average ? sum.times(1.0 / group.size()) : sum, time);
  }

  private static double number(String operator, double parameter, double[] values) {
    return switch (operator) {
      case "sum" -> PromQlOverTime.sum(values);
      case "avg" -> PromQlOverTime.average(values);
      case "min" -> PromQlOverTime.min(values);
      case "max" -> PromQlOverTime.max(values);
      case "stddev" -> Math.sqrt(PromQlOverTime.variance(values));
      case "stdvar" -> PromQlOverTime.variance(values);
      default -> PromQlOverTime.quantile(parameter, values);
    };
  }
}
