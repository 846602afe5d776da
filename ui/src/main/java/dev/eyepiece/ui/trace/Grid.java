package dev.eyepiece.ui.trace;

/** Sizes of the waterfall in pixels. */
final class Grid {
  static final double ROW = 24;
  static final double BAR = 10;
  static final double RADIUS = 2;
  static final double HEADER = 28;
  static final double MINIMAP = 48;
  static final double INDENT = 16;
  static final double BOX = 20;

  /** Between the last pixel of a bar and the edge of the pane. */
  static final double AIR = 12;

  static final int MOST_TICKS = 6;

  private Grid() {}
}
