package dev.eyepiece.ui.metrics;

import java.util.List;

/** What a chart shows. Immutable. */
public sealed interface ChartData {

  /** Left edge, nanoseconds since 1970. */
  long from();

  /** Right edge, after the left one. */
  long to();

  /** By UCUM, as the sender wrote it, with {@code /s} for rates. */
  String unit();

  List<ExemplarMark> exemplars();

  /**
   * Lines, those with the largest values first.
   *
   * @param left how many more there are that are not drawn
   */
  record Curves(
      long from, long to, String unit, List<Line> lines, int left, List<ExemplarMark> exemplars)
      implements ChartData {}

  /** Counts over time and size. */
  record Heat(long from, long to, String unit, HeatMap map, List<ExemplarMark> exemplars)
      implements ChartData {}
}
