package dev.eyepiece.ui.metrics;

import java.util.List;
import org.jfree.data.xy.AbstractXYDataset;

/** Exemplars as the drawing library reads them. */
final class ExemplarData extends AbstractXYDataset {
  private static final long serialVersionUID = 1;
  private final transient List<ExemplarMark> marks;

  ExemplarData(List<ExemplarMark> marks) {
    this.marks = marks;
  }

  @Override
  public int getSeriesCount() {
    return 1;
  }

  @Override
  public Comparable<?> getSeriesKey(int series) {
    return "exemplars";
  }

  @Override
  public int getItemCount(int series) {
    return marks.size();
  }

  @Override
  public Number getX(int series, int item) {
    return ChartDrawing.millis(marks.get(item).time());
  }

  @Override
  public Number getY(int series, int item) {
    return marks.get(item).height();
  }
}
