package dev.eyepiece.ui.metrics;

import dev.eyepiece.store.PixelColumns;

/**
 * Leaves of a line what its picture shows: in each column of pixels the first, the lowest, the
 * highest and the last value, so that no spike is lost (Jugel and others, "M4", VLDB 2014). Gaps
 * stay.
 */
public final class M4 {
  private M4() {}

  /**
   * Reduces a line.
   *
   * @param from left edge of the picture, nanoseconds since 1970
   * @param to right edge
   * @param columns of pixels, at least 1
   */
  public static Line reduce(Line line, long from, long to, int columns) {
    PixelColumns pixels = PixelColumns.of(columns, from, to);
    if (pixels == null || !pixels.areExceededBy(line.size())) {
      return line;
    }
    Line.Builder reduced = new Line.Builder(line.name(), 4 * columns);
    int start = 0;
    while (start < line.size()) {
      int end = start + 1;
      int column = pixels.of(line.time()[start]);
      boolean gap = Double.isNaN(line.value()[start]);
      while (end < line.size()
          && pixels.of(line.time()[end]) == column
          && Double.isNaN(line.value()[end]) == gap) {
        end++;
      }
      if (gap) {
        reduced.add(line.time()[start], Double.NaN);
      } else {
        keep(line, start, end, reduced);
      }
      start = end;
    }
    return reduced.build();
  }

  private static void keep(Line line, int start, int end, Line.Builder into) {
    int low = start;
    int high = start;
    for (int i = start; i < end; i++) {
      low = line.value()[i] < line.value()[low] ? i : low;
      high = line.value()[i] > line.value()[high] ? i : high;
    }
    int last = end - 1;
    int before = -1;
    for (int i : new int[] {start, Math.min(low, high), Math.max(low, high), last}) {
      if (i > before) {
        into.add(line.time()[i], line.value()[i]);
        before = i;
      }
    }
  }
}
