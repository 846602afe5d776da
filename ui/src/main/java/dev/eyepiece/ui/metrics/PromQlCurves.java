package dev.eyepiece.ui.metrics;

import dev.eyepiece.store.MetricAnswers;
import dev.eyepiece.store.PromQl;
import dev.eyepiece.store.PromQlException;
import dev.eyepiece.store.PromQlResult;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.MetricType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** The lines of a PromQL expression. Blocks. */
final class PromQlCurves {
  private static final long STEPS = 300;
  private static final long SECOND = 1_000_000_000L;

  private PromQlCurves() {}

  /**
   * Asks and draws.
   *
   * @param text of the expression, for the title
   * @param from left edge, nanoseconds since 1970
   * @param to right edge, after the left one
   */
  static Charted of(MetricAnswers metrics, PromQl expression, String text, long from, long to)
      throws StoreException {
    PromQlResult result;
    try {
      long step = Math.max(1, Math.ceilDiv(to - from, STEPS * SECOND)) * SECOND;
      result = expression.range(metrics, from, to, step);
    } catch (PromQlException e) {
      throw new StoreException(String.valueOf(e.getMessage()), e);
    }
    if (result.series().isEmpty() && !result.notes().isEmpty()) {
      throw new StoreException(String.join("; ", result.notes()));
    }
    List<Line> lines = new ArrayList<>();
    long values = 0;
    for (PromQlResult.Series series : result.series()) {
      Line.Builder line = new Line.Builder(series.text(), series.values().length);
      for (int i = 0; i < series.values().length; i++) {
        line.add(series.timesUnixNano()[i], series.values()[i]);
      }
      lines.add(Lines.withGaps(line.build()));
      values += series.values().length;
    }
    lines.sort(Comparator.comparingDouble(Line::weight).reversed());
    List<Line> shown = List.copyOf(lines.subList(0, Math.min(ChartMaker.MOST_LINES, lines.size())));
    MetricEntry entry =
        new MetricEntry(
            new MetricKey("PromQL", text),
            "",
            MetricType.NONE,
            "",
            "",
            false,
            lines.size(),
            values,
            to,
            OptionalDouble.empty());
    return new Charted(
        entry,
        ChartMode.VALUE,
        new ChartData.Curves(from, to, "", shown, lines.size() - shown.size(), List.of()),
        lines.size(),
        false);
  }
}
