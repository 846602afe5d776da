package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** {@code histogram_quantile}: of histograms, and of series that each count up to a bound. */
final class PromQlQuantile {
  private static final String LE = "le";

  /** Smaller falls of counts come of rounding (Prometheus takes the same). */
  private static final double ROUNDING = 1e-12;

  private PromQlQuantile() {}

  /** Values up to a bound. */
  private record UpTo(double bound, double count) {}

  static List<PromQlValue.Sample> of(double q, List<PromQlValue.Sample> samples, long time) {
    List<PromQlValue.Sample> found = new ArrayList<>();
    Map<SortedMap<String, String>, List<UpTo>> classic = new LinkedHashMap<>();
    for (PromQlValue.Sample sample : samples) {
      SortedMap<String, String> labels = PromQlLabels.withoutName(sample.labels());
      if (sample.histogram() != null) {
        found.add(new PromQlValue.Sample(labels, sample.histogram().quantile(q), time));
      } else {
        add(labels, sample.value(), classic);
      }
    }
    classic.forEach(
        (labels, counts) -> found.add(new PromQlValue.Sample(labels, quantile(q, counts), time)));
    return found;
  }

  private static void add(
      SortedMap<String, String> labels,
      double count,
      Map<SortedMap<String, String>, List<UpTo>> into) {
    String le = labels.get(LE);
    if (le == null) {
      return;
    }
    try {
      double bound =
          le.equals("+Inf") || le.equals("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
      into.computeIfAbsent(PromQlLabels.without(labels, LE), _ -> new ArrayList<>())
          .add(new UpTo(bound, count));
    } catch (NumberFormatException e) {
      // A bound that is no number bounds nothing: the series is no part of a histogram.
      return;
    }
  }

  private static double quantile(double q, List<UpTo> counts) {
    if (Double.isNaN(q)) {
      return Double.NaN;
    }
    if (q < 0 || q > 1) {
      return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    counts.sort(Comparator.comparingDouble(UpTo::bound));
    if (counts.getLast().bound() != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    List<UpTo> buckets = monotonic(merged(counts));
    double all = buckets.getLast().count();
    if (buckets.size() < 2 || all == 0 || Double.isNaN(all)) {
      return Double.NaN;
    }
    double rank = q * all;
    int at = 0;
    while (at < buckets.size() - 1 && buckets.get(at).count() < rank) {
      at++;
    }
    if (at == buckets.size() - 1) {
      return buckets.get(at - 1).bound();
    }
    double upper = buckets.get(at).bound();
    if (at == 0 && upper <= 0) {
      return upper;
    }
    double lower = at == 0 ? 0 : buckets.get(at - 1).bound();
    double below = at == 0 ? 0 : buckets.get(at - 1).count();
    return lower + (upper - lower) * ((rank - below) / (buckets.get(at).count() - below));
  }

  private static List<UpTo> merged(List<UpTo> sorted) {
    List<UpTo> merged = new ArrayList<>();
    for (UpTo one : sorted) {
      if (!merged.isEmpty() && merged.getLast().bound() == one.bound()) {
        UpTo last = merged.removeLast();
        merged.add(new UpTo(one.bound(), last.count() + one.count()));
      } else {
        merged.add(one);
      }
    }
    return merged;
  }

  /** Counts of points of different times may fall from bound to bound; they are lifted. */
  private static List<UpTo> monotonic(List<UpTo> sorted) {
    List<UpTo> lifted = new ArrayList<>();
    for (UpTo one : sorted) {
      double before = lifted.isEmpty() ? one.count() : lifted.getLast().count();
      boolean same =
          Math.abs(one.count() - before)
              <= ROUNDING * Math.max(Math.abs(one.count()), Math.abs(before));
      lifted.add(one.count() < before || same ? new UpTo(one.bound(), before) : one);
    }
    return lifted;
  }
}
