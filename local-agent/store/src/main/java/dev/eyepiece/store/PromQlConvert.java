package dev.eyepiece.store;

import dev.eyepiece.store.PromQlNames.Part;
import dev.eyepiece.store.PromQlNode.Matcher;
import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.telemetry.SummaryPoint;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Makes the series that Prometheus would have of one of OTLP's. */
final class PromQlConvert {
  private final PointSeries series;
  private final SortedMap<String, String> labels;
  private final boolean[] ended;

  PromQlConvert(PointSeries series, SortedMap<String, String> labels) {
    this.series = series;
    this.labels = labels;
    this.ended = new boolean[series.size()];
    for (int i = 0; i < ended.length; i++) {
      ended[i] = (series.flags()[i] & DataPoint.NO_RECORDED_VALUE) != 0;
    }
  }

  void add(Part part, String name, List<Matcher> matchers, List<PromQlSeries> into) {
    boolean distribution = !series.distributions().isEmpty();
    switch (part) {
      case WHOLE -> {
        if (series.type() == MetricType.SUMMARY) {
          quantiles(name, matchers, into);
        } else if (distribution) {
          whole(name, matchers, into);
        } else {
          number(name, i -> series.values()[i], matchers, into);
        }
      }
      case COUNT -> number(name, i -> PromQlHistogram.number(series.counts()[i]), matchers, into);
      case SUM -> number(name, i -> series.values()[i], matchers, into);
      case BUCKET -> buckets(name, matchers, into);
    }
  }

  private void number(
      String name, IntToDoubleFunction numbers, List<Matcher> matchers, List<PromQlSeries> into) {
    offer(named(name), numbers, ended, matchers, into);
  }

  /** A series with a label more, which a point need not have. */
  private void labelled(
      String name,
      String label,
      String value,
      IntToDoubleFunction numbers,
      List<Matcher> matchers,
      List<PromQlSeries> into) {
    SortedMap<String, String> own = named(name);
    own.put(label, value);
    boolean[] missing = ended.clone();
    for (int i = 0; i < missing.length; i++) {
      missing[i] |= Double.isNaN(numbers.applyAsDouble(i));
    }
    offer(own, numbers, missing, matchers, into);
  }

  private void offer(
      SortedMap<String, String> own,
      IntToDoubleFunction numbers,
      boolean[] missing,
      List<Matcher> matchers,
      List<PromQlSeries> into) {
    if (matchers.stream().allMatch(matcher -> PromQlLabels.matches(own, matcher))) {
      double[] all = new double[series.size()];
      Arrays.setAll(all, numbers);
      into.add(made(own, all, null, missing));
    }
  }

  private SortedMap<String, String> named(String name) {
    SortedMap<String, String> own = new TreeMap<>(labels);
    own.put(PromQlSelectorParser.NAME, name);
    return own;
  }

  private PromQlSeries made(
      SortedMap<String, String> own,
      double[] values,
      @Nullable PromQlHistogram @Nullable [] histograms,
      boolean[] missing) {
    return new PromQlSeries(
        own,
        PromQlData.isDelta(series),
        series.startUnixNano(),
        series.timeUnixNano(),
        values,
        histograms,
        missing);
  }

  private void whole(String name, List<Matcher> matchers, List<PromQlSeries> into) {
    SortedMap<String, String> own = named(name);
    if (matchers.stream().allMatch(matcher -> PromQlLabels.matches(own, matcher))) {
      @Nullable PromQlHistogram[] histograms = histograms();
      double[] none = new double[series.size()];
      Arrays.fill(none, Double.NaN);
      boolean[] missing = ended.clone();
      for (int i = 0; i < missing.length; i++) {
        missing[i] |= histograms[i] == null;
      }
      into.add(made(own, none, histograms, missing));
    }
  }

  private @Nullable PromQlHistogram[] histograms() {
    @Nullable PromQlHistogram[] all = new PromQlHistogram[series.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = PromQlHistogram.of(series.distributions().get(i));
    }
    return all;
  }

  /** Counts up to each bound of any point; a point that has not the bound has no value there. */
  private void buckets(String name, List<Matcher> matchers, List<PromQlSeries> into) {
    @Nullable PromQlHistogram[] all = histograms();
    TreeSet<Double> bounds = new TreeSet<>();
    bounds.add(Double.POSITIVE_INFINITY);
    for (PromQlHistogram one : all) {
      if (one instanceof PromQlExplicit explicit) {
        Arrays.stream(explicit.bounds()).forEach(bounds::add);
      }
    }
    for (double bound : bounds) {
      String le = PromQlResult.number(bound);
      labelled(name, "le", le, i -> upTo(all[i], bound), matchers, into);
    }
  }

  private static double upTo(@Nullable PromQlHistogram histogram, double bound) {
    if (!(histogram instanceof PromQlExplicit explicit)) {
      return Double.NaN;
    }
    if (bound == Double.POSITIVE_INFINITY) {
      return explicit.count();
    }
    int at = Arrays.binarySearch(explicit.bounds(), bound);
    return at < 0 ? Double.NaN : Arrays.stream(explicit.counts(), 0, at + 1).sum();
  }

  private void quantiles(String name, List<Matcher> matchers, List<PromQlSeries> into) {
    TreeSet<Double> all = new TreeSet<>();
    for (DataPoint point : series.distributions()) {
      if (point instanceof SummaryPoint summary) {
        summary.quantiles().forEach(one -> all.add(one.quantile()));
      }
    }
    for (double quantile : all) {
      String label = PromQlResult.number(quantile);
      labelled(name, "quantile", label, i -> quantile(i, quantile), matchers, into);
    }
  }

  private double quantile(int at, double quantile) {
    if (series.distributions().get(at) instanceof SummaryPoint summary) {
      for (SummaryPoint.Quantile one : summary.quantiles()) {
        if (one.quantile() == quantile) {
          return one.value();
        }
      }
    }
    return Double.NaN;
  }
}
