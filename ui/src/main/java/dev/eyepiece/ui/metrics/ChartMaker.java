package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.SummaryPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes of a metric's points what a chart of them shows. */
public final class ChartMaker {
  /** More lines nobody can tell apart. */
  static final int MOST_LINES = 20;

  private static final int HEAT_COLUMNS = 240;
  private static final int HEAT_ROWS = 40;
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
    return switch (mode) {
      case VALUE -> curves(series, Lines::values, unit, from, to);
      case RATE -> {
        String per = isCounted(series) ? "/s" : perSecond(unit);
        yield curves(series, ChartMaker::rates, per, from, to);
      }
      case HEAT_MAP -> {
        List<Intervals.Interval> all = intervals(series);
        HeatMap map = HeatMap.of(all, from, to, columns(all, from, to), HEAT_ROWS);
        yield new ChartData.Heat(from, to, unit, map, exemplars(series, from, to));
      }
      case QUANTILES ->
          new ChartData.Curves(from, to, unit, quantiles(series), 0, exemplars(series, from, to));
    };
  }

  private static Line rates(Points points) {
    return points.whole().isEmpty() ? Lines.rates(points) : Lines.countRates(points);
  }

  private static boolean isCounted(List<Points> series) {
    return !series.isEmpty() && !series.getFirst().whole().isEmpty();
  }

  private static String perSecond(String unit) {
    return unit.isEmpty() || unit.equals("1") ? "/s" : unit + "/s";
  }

  /** A series and its line. */
  private record Drawn(Points points, Line line) {}

  private static ChartData curves(
      List<Points> series, Function<Points, Line> line, String unit, long from, long to) {
    List<Drawn> largest = new ArrayList<>();
    series.forEach(points -> largest.add(new Drawn(points, line.apply(points))));
    largest.sort(Comparator.comparingDouble((Drawn one) -> one.line().weight()).reversed());
    List<Drawn> shown = largest.subList(0, Math.min(MOST_LINES, largest.size()));
    List<ExemplarMark> marks = new ArrayList<>();
    for (Drawn one : shown) {
      Exemplars.of(one.points(), from, to, one.line()::at, marks);
    }
    return new ChartData.Curves(
        from,
        to,
        unit,
        shown.stream().map(Drawn::line).toList(),
        largest.size() - shown.size(),
        Exemplars.newest(marks));
  }

  /** Exemplars at their own values. */
  private static List<ExemplarMark> exemplars(List<Points> series, long from, long to) {
    List<ExemplarMark> marks = new ArrayList<>();
    series.forEach(points -> Exemplars.of(points, from, to, null, marks));
    return Exemplars.newest(marks);
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
}
