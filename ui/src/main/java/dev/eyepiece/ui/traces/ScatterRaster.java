package dev.eyepiece.ui.traces;

import dev.eyepiece.store.DurationMap;
import dev.eyepiece.store.TraceRow;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/** Draws dots or counts into pixels, which costs far less than as many shapes. */
final class ScatterRaster {
  /** Rows of a dot of five pixels: how far each is indented. */
  private static final int[] ROUND = {1, 0, 0, 0, 1};

  private static final int SIZE = ROUND.length;

  private final int width;
  private final int height;
  private final int[] pixels;

  /** Pixels of a plot, which are clear at first. */
  ScatterRaster(int width, int height) {
    this.width = width;
    this.height = height;
    pixels = new int[width * height];
  }

  /** ARGB, premultiplied, row by row. */
  int[] pixels() {
    return pixels;
  }

  /**
   * Draws the dots, those with an error last and with a ring, so that it is not colour alone.
   *
   * @param colour opaque ARGB of a service
   */
  void dots(ScatterData data, ToIntFunction<String> colour, int error) {
    Plot plot = new Plot(data, 0, 0, width, height);
    for (TraceRow row : data.dots()) {
      if (row.errorSpans() == 0) {
        dot(plot, row, colour.applyAsInt(row.rootService()));
      }
    }
    for (TraceRow row : data.dots()) {
      if (row.errorSpans() > 0) {
        ring(plot, row, error);
        dot(plot, row, colour.applyAsInt(row.rootService()));
      }
    }
  }

  private void dot(Plot plot, TraceRow row, int colour) {
    int x = (int) Math.round(plot.x(row.startUnixNano())) - SIZE / 2;
    int y = (int) Math.round(plot.y(row.durationNano())) - SIZE / 2;
    for (int line = 0; line < SIZE; line++) {
      fill(x + ROUND[line], y + line, SIZE - 2 * ROUND[line], 1, colour);
    }
  }

  private void ring(Plot plot, TraceRow row, int error) {
    int x = (int) Math.round(plot.x(row.startUnixNano()));
    int y = (int) Math.round(plot.y(row.durationNano()));
    fill(x - 4, y - 4, 9, 9, error);
    fill(x - 3, y - 3, 7, 7, 0);
  }

  /**
   * Draws the cells by count on a logarithmic ramp; a cell with errors has a line of the colour of
   * errors at its foot.
   *
   * @param low opaque ARGB for one trace
   * @param high opaque ARGB for the fullest cell
   */
  void cells(DurationMap map, int low, int high, int error) {
    int most = Arrays.stream(map.counts()).max().orElse(0);
    int rows = map.rows();
    int binsHeight = Math.ceilDiv(rows, map.binsPerDecade()) * map.binsPerDecade();
    for (int c = 0; c < map.columns(); c++) {
      int x = c * width / map.columns();
      int next = Math.max(x + 1, (c + 1) * width / map.columns());
      for (int r = 0; r < rows; r++) {
        int count = map.counts()[c * rows + r];
        if (count > 0) {
          int bottom = height - r * height / binsHeight;
          int top = height - (r + 1) * height / binsHeight;
          fill(x, top, next - x, bottom - top, mix(low, high, heat(count, most)));
          if (map.errors()[c * rows + r] > 0) {
            fill(x, bottom - 2, next - x, 2, error);
          }
        }
      }
    }
  }

  /** From 0 for one to 1 for the most. */
  static double heat(int count, int most) {
    return most <= 1 ? 1 : Math.log(count) / Math.log(most);
  }

  /** A colour between two. */
  static int mix(int low, int high, double share) {
    int mixed = 0xFF;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = low >> shift & 0xFF;
      int b = high >> shift & 0xFF;
      // A fifth of the way at once, so that one trace does not vanish in the ground.
      mixed = mixed << 8 | (int) Math.round(a + (b - a) * (0.2 + 0.8 * share));
    }
    return mixed;
  }

  private void fill(int x, int y, int w, int h, int colour) {
    int from = Math.max(0, x);
    int to = Math.min(width, x + w);
    for (int line = Math.max(0, y); line < Math.min(height, y + h) && from < to; line++) {
      Arrays.fill(pixels, line * width + from, line * width + to, colour);
    }
  }
}
