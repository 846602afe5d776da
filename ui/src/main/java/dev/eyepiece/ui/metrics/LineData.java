package dev.eyepiece.ui.metrics;

import java.util.List;
import org.jfree.data.xy.AbstractXYDataset;

/** Lines as the drawing library reads them, reduced to what a picture of a width shows. */
final class LineData extends AbstractXYDataset {
  private static final long serialVersionUID = 1;
  private final transient List<Line> lines;

  LineData(ChartData.Curves curves, int columns) {
    lines =
        curves.lines().stream()
            .map(line -> M4.reduce(line, curves.from(), curves.to(), columns))
            .toList();
  }

  @Override
  public int getSeriesCount() {
    return lines.size();
  }

  @Override
  public Comparable<?> getSeriesKey(int series) {
    return series;
  }

  @Override
  public int getItemCount(int series) {
    return lines.get(series).size();
  }

  @Override
  public Number getX(int series, int item) {
    return getXValue(series, item);
  }

  @Override
  public double getXValue(int series, int item) {
    return ChartDrawing.millis(lines.get(series).time()[item]);
  }

  @Override
  public Number getY(int series, int item) {
    return getYValue(series, item);
  }

  @Override
  public double getYValue(int series, int item) {
    return lines.get(series).value()[item];
  }
}
