package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Density;

/**
 * Sizes of the waterfall in pixels.
 *
 * @param row height of a row
 * @param bar height of a bar
 */
record Grid(double row, double bar) {
  static final double HEADER = 28;
  static final double INDENT = 16;
  static final double BOX = 20;

  /** Between the last pixel of a whole trace and the edge of the pane: room for a duration. */
  static final double AIR = 64;

  static final int MOST_TICKS = 6;

  static Grid of(Density density) {
    return new Grid(density.waterfallRow(), density.bar());
  }
}
