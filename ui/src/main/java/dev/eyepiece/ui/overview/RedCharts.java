package dev.eyepiece.ui.overview;

import dev.eyepiece.store.Red;
import dev.eyepiece.ui.chart.TimeTicks;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The duration of requests over time, on a log axis: half, 95 and 99 of a hundred were not slower.
 */
final class RedCharts {
  /** Shorter durations are drawn at the foot of the axis. */
  private static final double LEAST_NANOS = 1000;

  private static final int MOST_MARKS = 6;

  private static final String ASKING = "Asking the store …";

  private RedCharts() {}

  /**
   * What stands where nothing is to be shown.
   *
   * @param what is not there
   * @param answered whether that is known
   */
  static String none(String what, boolean answered) {
    return answered ? "No " + what + " in this search and time range" : ASKING;
  }

  static ChartPane pane(Theme theme) {
    return new ChartPane(theme, nanos -> Formats.duration(Math.round(nanos)));
  }

  static ChartPane.Content content(Red red, boolean answered, ZoneId zone) {
    List<Red.Bin> bins = red.bins();
    double most = bins.stream().mapToLong(Red.Bin::p99Nano).max().orElse(0);
    double least = bins.stream().mapToLong(Red.Bin::p50Nano).min().orElse(0);
    Axis axis = Axis.log(Math.max(LEAST_NANOS, least), Math.max(LEAST_NANOS, most));
    if (bins.isEmpty()) {
      return new ChartPane.Content(axis, List.of(), List.of(), none("requests", answered));
    }
    return new ChartPane.Content(
        axis,
        List.of(
            line("muted", red, Red.Bin::p50Nano),
            line("accent", red, Red.Bin::p95Nano),
            line("warn", red, Red.Bin::p99Nano)),
        marks(red, zone),
        "");
  }

  private static List<ChartPane.Mark> marks(Red red, ZoneId zone) {
    double length = Math.max(1, (double) (red.toUnixNano() - red.fromUnixNano()));
    return TimeTicks.of(red.fromUnixNano(), red.toUnixNano(), MOST_MARKS, zone).stream()
        .map(tick ->
            new ChartPane.Mark(
                (double) (tick.unixNano() - red.fromUnixNano()) / length, tick.label()))
        .toList();
  }

  private static ChartPane.Line line(String colour, Red red, ToLongFunction<Red.Bin> value) {
    int size = red.bins().size();
    double[] x = new double[size];
    double[] y = new double[size];
    double length = Math.max(1, (double) (red.toUnixNano() - red.fromUnixNano()));
    double width = 1;
    for (int i = 0; i < size; i++) {
      Red.Bin bin = red.bins().get(i);
      x[i] = ((bin.fromUnixNano() + bin.toUnixNano()) / 2.0 - red.fromUnixNano()) / length;
      y[i] = value.applyAsLong(bin);
      width = (bin.toUnixNano() - bin.fromUnixNano()) / length;
    }
    return new ChartPane.Line(colour, x, y, width * 1.5);
  }
}
