package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.ValueType;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Exemplars as marks on a chart: those that name a trace. */
final class Exemplars {
  private static final int MOST = 500;

  private Exemplars() {}

  /**
   * Adds the marks of a series.
   *
   * @param line where a mark lies on its axis at a moment, nanoseconds since 1970; NaN for nowhere;
   *     null where marks lie at their own values
   */
  static void of(
      Points points,
      long from,
      long to,
      @Nullable LongToDoubleFunction line,
      List<ExemplarMark> into) {
    for (Exemplar exemplar : points.exemplars()) {
      boolean linked = (exemplar.traceIdHigh() | exemplar.traceIdLow()) != 0;
      long time = exemplar.timeUnixNano();
      if (linked && time >= from && time <= to && exemplar.valueType() != ValueType.EMPTY) {
        double value =
            exemplar.valueType() == ValueType.REAL
                ? Double.longBitsToDouble(exemplar.valueBits())
                : (double) exemplar.valueBits();
        double height = line == null ? value : line.applyAsDouble(time);
        if (Double.isFinite(value) && Double.isFinite(height)) {
          TraceId trace = new TraceId(exemplar.traceIdHigh(), exemplar.traceIdLow());
          into.add(new ExemplarMark(time, value, height, trace, exemplar.spanId()));
        }
      }
    }
  }

  /** The newest, for those are the ones whose traces are held most likely. */
  static List<ExemplarMark> newest(List<ExemplarMark> marks) {
    return marks.stream()
        .sorted(Comparator.comparingLong(ExemplarMark::time).reversed())
        .limit(MOST)
        .toList();
  }
}
