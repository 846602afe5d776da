package dev.eyepiece.app.output;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Durations for people. */
public final class Durations {
  private static final String[] UNITS = {"ns", "µs", "ms", "s"};
  private static final MathContext THREE = new MathContext(3, RoundingMode.HALF_UP);

  private Durations() {}

  /** Three significant digits and a unit up to seconds: {@code 26.7 ms}, {@code 4310 s}. */
  public static String text(long nanos) {
    BigDecimal value = BigDecimal.valueOf(nanos).round(THREE);
    int unit = 0;
    while (unit < UNITS.length - 1 && value.abs().compareTo(BigDecimal.valueOf(1_000)) >= 0) {
      value = value.movePointLeft(3);
      unit++;
    }
    boolean whole = unit == 0 || nanos == 0;
    int decimals = whole ? 0 : Math.max(0, 3 - (value.precision() - value.scale()));
    return value.setScale(decimals, RoundingMode.HALF_UP).toPlainString() + " " + UNITS[unit];
  }
}
