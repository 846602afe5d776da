package dev.eyepiece.ui.trace;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Labels of a time axis: one unit for the axis' order of size, and no digit that is not needed. */
final class TickLabel {
  private TickLabel() {}

  /**
   * Writes a tick.
   *
   * @param nano nanoseconds since the trace's start
   * @param step between two ticks, which the digits must tell apart; 0 when there is one tick
   */
  static String of(double nano, double step) {
    if (Math.round(nano) == 0) {
      return "0";
    }
    String unit = "ns";
    double size = 1;
    String[] units = {"µs", "ms", "s"};
    for (int i = 0; i < units.length && Math.abs(nano) >= size * 1000; i++) {
      unit = units[i];
      size *= 1000;
    }
    // A step that is small beside the tick is written in its own digits of the tick's unit.
    int digits = step <= 0 ? 3 : (int) Math.ceil(Math.max(0, Math.log10(size / step)) + 1e-9);
    BigDecimal value =
        BigDecimal.valueOf(Math.round(nano))
            .divide(BigDecimal.valueOf((long) size))
            .setScale(Math.min(digits, 9), RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return value.toPlainString() + " " + unit;
  }
}
