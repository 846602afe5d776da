package dev.eyepiece.ui.metrics;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleInsets;

/** The axes of a chart: their ends, their ticks, and how they look. On a background thread. */
final class ChartAxes {
  private static final double TICKS = 5;

  private ChartAxes() {}

  static DateAxis time(ChartData data, ChartDrawing.Page page) {
    DateAxis axis = new DateAxis(null, TimeZone.getTimeZone(page.zone()), Locale.ROOT);
    axis.setRange(
        ChartDrawing.millis(data.from()),
        Math.max(ChartDrawing.millis(data.from()) + 1, ChartDrawing.millis(data.to())));
    dress(axis, page.ink());
    return axis;
  }

  static ValueAxis values(ChartData data, ChartDrawing.Page page) {
    NumberFormat format = new UnitFormat(data.unit());
    double[] range = range(data, page.hidden());
    if (data instanceof ChartData.Heat(var _, var _, var _, HeatMap map, var _)
        && map.logarithmic()) {
      LogAxis axis = new LogAxis(null);
      axis.setNumberFormatOverride(format);
      axis.setRange(range[0], range[1]);
      double decades = Math.log10(range[1] / range[0]);
      axis.setTickUnit(new NumberTickUnit(decades >= 2 ? 1 : decades >= 1 ? 0.5 : 0.25));
      dress(axis, page.ink());
      return axis;
    }
    NumberAxis axis = new NumberAxis(null);
    axis.setNumberFormatOverride(format);
    axis.setRange(range[0], range[1]);
    axis.setTickUnit(new NumberTickUnit(Units.step((range[1] - range[0]) / TICKS, data.unit())));
    dress(axis, page.ink());
    return axis;
  }

  private static void dress(ValueAxis axis, ChartInk ink) {
    axis.setTickLabelFont(ink.label());
    axis.setTickLabelPaint(ink.of("muted"));
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setTickLabelInsets(new RectangleInsets(3, 4, 3, 6));
  }

  /**
   * The ends of the axis of values: from 0 where no value is below, with air above; so that a flat
   * line is seen too.
   *
   * @param hidden names of lines that are not drawn
   */
  static double[] range(ChartData data, Set<String> hidden) {
    if (data instanceof ChartData.Heat heat) {
      return new double[] {heat.map().low(), heat.map().high()};
    }
    double low = 0;
    double high = 0;
    for (Line line : ((ChartData.Curves) data).lines()) {
      if (!hidden.contains(line.name())) {
        for (int i = 0; i < line.size(); i++) {
          double value = line.value()[i];
          if (!Double.isNaN(value) && line.time()[i] >= data.from()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
          }
        }
      }
    }
    double air = (high - low) * 0.06;
    return high - low > 0
        ? new double[] {low < 0 ? low - air : 0, high + air}
        : new double[] {low, low + 1};
  }

  /** Labels of an axis of values. */
  private static final class UnitFormat extends NumberFormat {
    private static final long serialVersionUID = 1;
    private final String unit;

    UnitFormat(String unit) {
      this.unit = unit.endsWith("/s") ? unit.substring(0, unit.length() - 2) : unit;
    }

    @Override
    public StringBuffer format(double number, StringBuffer into, FieldPosition position) {
      return into.append(Units.value(number, unit));
    }

    @Override
    public StringBuffer format(long number, StringBuffer into, FieldPosition position) {
      return into.append(Units.value((double) number, unit));
    }

    @Override
    public Number parse(String text, ParsePosition position) {
      throw new UnsupportedOperationException("labels are not read");
    }
  }
}
