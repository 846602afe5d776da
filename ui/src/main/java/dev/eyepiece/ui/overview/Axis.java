package dev.eyepiece.ui.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * An axis whose ticks are round numbers; lines and labels are made from the same ticks.
 *
 * @param ticks values, the lowest first, at least two
 * @param place of a value on the axis, 0 at the lowest tick and 1 at the highest
 */
record Axis(List<Double> ticks, DoubleUnaryOperator place) {
  private static final double[] STEPS = {1, 2, 5, 10};
  private static final int LINES = 4;

  /**
   * An axis from 0.
   *
   * @param most the largest value, not negative
   * @param least the least top of the axis, above 0
   */
  static Axis linear(double most, double least) {
    double top = Math.max(most, least);
    double raw = top / LINES;
    double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = 10 * magnitude;
    for (double candidate : STEPS) {
      if (candidate * magnitude * LINES >= top * (1 - 1e-9)) {
        step = candidate * magnitude;
        break;
      }
    }
    int lines = (int) Math.ceil(top / step - 1e-9);
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i <= lines; i++) {
      ticks.add(step * i);
    }
    double end = step * lines;
    return new Axis(List.copyOf(ticks), value -> value / end);
  }

  /**
   * An axis of powers of ten around these values.
   *
   * @param least the smallest value; what is below 1 counts as 1
   */
  static Axis log(double least, double most) {
    int from = (int) Math.floor(Math.log10(Math.max(1, least)));
    int to = Math.max(from + 1, (int) Math.ceil(Math.log10(Math.max(1, most)) - 1e-9));
    int step = (to - from + LINES - 1) / LINES;
    to = from + (to - from + step - 1) / step * step;
    List<Double> ticks = new ArrayList<>();
    for (int power = from; power <= to; power += step) {
      ticks.add(Math.pow(10, power));
    }
    double low = from;
    double length = to - from;
    return new Axis(List.copyOf(ticks), value -> (Math.log10(Math.max(1, value)) - low) / length);
  }

  /** Where a value is drawn, kept within the axis. */
  double at(double value) {
    return Math.clamp(place.applyAsDouble(value), 0, 1);
  }
}
