package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.DataPoint;
import dev.eyepiece.telemetry.DistributionPoint;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.SummaryPoint;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes of a metric's points what a chart of them shows. */
public final class ChartMaker {
  /** More lines nobody can tell apart. */
  static final int MOST_LINES = 20;

  private static final int HEAT_COLUMNS = 240;
  private static final int HEAT_ROWS = 40;
  private static final int MOST_EXEMPLARS = 500;
  private static final double[] QUANTILES = {0.5, 0.95, 0.99};
  private static final String[] QUANTILE_NAMES = {"p50", "p95", "p99"};

  private ChartMaker() {}

  /**
   * Makes the chart.
   *
   * @param from left edge, nanoseconds since 1970
   * @param to right edge, after the left one
   */
  public static ChartData of(List<Points> series, ChartMode mode, String unit, long from, long to) {
    List<ExemplarMark> exemplars = exemplars(series, from, to);
    return switch (mode) {
      case VALUE -> curves(series.stream().map(Lines::values).toList(), unit, exemplars, from, to);
      case RATE ->
          curves(
              series.stream()
                  .map(points ->
                      points.whole().isEmpty() ? Lines.rates(points) : Lines.countRates(points))
                  .toList(),
              isCounted(series) ? "/s" : perSecond(unit),
              List.of(),
              from,
              to);
      case HEAT_MAP -> {
        List<Intervals.Interval> all = intervals(series);
        HeatMap map = HeatMap.of(all, from, to, columns(all, from, to), HEAT_ROWS);
        yield new ChartData.Heat(from, to, unit, map, exemplars);
      }
      case QUANTILES -> new ChartData.Curves(from, to, unit, quantiles(series), 0, exemplars);
    };
  }

  private static boolean isCounted(List<Points> series) {
    return !series.isEmpty() && !series.getFirst().whole().isEmpty();
  }

  private static String perSecond(String unit) {
    return unit.isEmpty() || unit.equals("1") ? "/s" : unit + "/s";
  }

  private static ChartData curves(
      List<Line> lines, String unit, List<ExemplarMark> exemplars, long from, long to) {
    List<Line> largest = new ArrayList<>(lines);
    largest.sort(Comparator.comparingDouble(Line::weight).reversed());
    int shown = Math.min(MOST_LINES, largest.size());
    return new ChartData.Curves(
        from, to, unit, List.copyOf(largest.subList(0, shown)), largest.size() - shown, exemplars);
  }

  private static List<Intervals.Interval> intervals(List<Points> series) {
    return series.stream().flatMap(points -> Intervals.of(points).stream()).toList();
  }

  /** A column is not narrower than what was counted together. */
  private static int columns(List<Intervals.Interval> intervals, long from, long to) {
    long[] length = intervals.stream().mapToLong(i -> i.to() - i.from()).sorted().toArray();
    if (length.length == 0) {
      return HEAT_COLUMNS;
    }
    double most = (double) (to - from) / (double) Math.max(1, length[length.length / 2]);
    return (int) Math.clamp(most, 1, HEAT_COLUMNS);
  }

  private static List<Line> quantiles(List<Points> series) {
    List<Line> said = said(series);
    if (!said.isEmpty()) {
      return said;
    }
    List<Intervals.Interval> all = intervals(series);
    long[] length = all.stream().mapToLong(i -> i.to() - i.from()).sorted().toArray();
    long slot = length.length == 0 ? 1 : Math.max(1, length[length.length / 2]);
    TreeMap<Long, List<Distribution>> slots = new TreeMap<>();
    for (Intervals.Interval interval : all) {
      slots
          .computeIfAbsent(Math.floorDiv(interval.to(), slot), made -> new ArrayList<>())
          .add(interval.distribution());
    }
    List<Line> lines = new ArrayList<>();
    for (int q = 0; q < QUANTILES.length; q++) {
      Line.Builder line = new Line.Builder(QUANTILE_NAMES[q], slots.size());
      for (Map.Entry<Long, List<Distribution>> entry : slots.entrySet()) {
        line.add(entry.getKey() * slot, Mixture.quantile(entry.getValue(), QUANTILES[q]));
      }
      lines.add(Lines.withGaps(line.build()));
    }
    return lines;
  }

  /** The quantiles that a summary says itself; they cannot be merged. */
  private static List<Line> said(List<Points> series) {
    List<Line> lines = new ArrayList<>();
    for (Points points : series) {
      TreeMap<Double, Line.Builder> byQuantile = new TreeMap<>();
      for (int i = 0; i < points.whole().size(); i++) {
        if (points.whole().get(i) instanceof SummaryPoint summary) {
          for (SummaryPoint.Quantile quantile : summary.quantiles()) {
            byQuantile
                .computeIfAbsent(
                    quantile.quantile(),
                    share -> new Line.Builder(name(points, share), points.size()))
                .add(points.time()[i], quantile.value());
          }
        }
      }
      byQuantile.values().forEach(line -> lines.add(Lines.withGaps(line.build())));
    }
    return lines.size() > MOST_LINES ? List.copyOf(lines.subList(0, MOST_LINES)) : lines;
  }

  private static String name(Points points, double share) {
    String quantile = share <= 0 ? "min" : share >= 1 ? "max" : "p" + Units.number(share * 100);
    return points.name().isEmpty() ? quantile : points.name() + " " + quantile;
  }

  private static List<ExemplarMark> exemplars(List<Points> series, long from, long to) {
    List<ExemplarMark> marks = new ArrayList<>();
    for (Points points : series) {
      for (DataPoint point : points.whole()) {
        if (point instanceof DistributionPoint distribution) {
          for (Exemplar exemplar : distribution.exemplars()) {
            mark(exemplar, from, to, marks);
          }
        }
      }
    }
    // The newest, for those are the ones whose traces are held most likely.
    marks.sort(Comparator.comparingLong(ExemplarMark::time).reversed());
    return List.copyOf(marks.subList(0, Math.min(MOST_EXEMPLARS, marks.size())));
  }

  private static void mark(Exemplar exemplar, long from, long to, List<ExemplarMark> into) {
    boolean linked = (exemplar.traceIdHigh() | exemplar.traceIdLow()) != 0;
    boolean inside = exemplar.timeUnixNano() >= from && exemplar.timeUnixNano() <= to;
    if (linked && inside && exemplar.valueType() != ValueType.EMPTY) {
      double value =
          exemplar.valueType() == ValueType.REAL
              ? Double.longBitsToDouble(exemplar.valueBits())
              : (double) exemplar.valueBits();
      if (Double.isFinite(value)) {
        into.add(
            new ExemplarMark(
                exemplar.timeUnixNano(),
                value,
                new TraceId(exemplar.traceIdHigh(), exemplar.traceIdLow()),
                exemplar.spanId()));
      }
    }
  }
}
