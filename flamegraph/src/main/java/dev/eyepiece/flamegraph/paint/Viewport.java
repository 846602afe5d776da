package dev.eyepiece.flamegraph.paint;

import dev.eyepiece.stacks.FlameLayout;

/**
 * What part of a layout is seen. Immutable.
 *
 * @param from position at the left edge, in values
 * @param to position at the right edge
 * @param top rows scrolled away at the side of the root, in pixels before scaling
 * @param zoomed the box that was zoomed to; its callers are drawn faintly
 * @param icicle whether the root is on top
 */
public record Viewport(double from, double to, double top, int zoomed, boolean icicle) {
  /** Height of a row in pixels before scaling. */
  public static final int ROW = 18;

  /** Everything, from the root on. */
  public static Viewport all(FlameLayout layout, boolean icicle) {
    return new Viewport(0, Math.max(1, (double) layout.end(0)), 0, 0, icicle);
  }

  /** Where a row starts, in pixels before scaling. */
  public double y(int level, double height) {
    return icicle ? level * (double) ROW - top : height - (level + 1) * (double) ROW + top;
  }

  /** The row at a place; may be one that the layout does not have. */
  public int level(double y, double height) {
    return (int) Math.floor((icicle ? y + top : height - y + top) / ROW);
  }

  /** The position at a place of a picture that is so wide. */
  public double position(double x, double width) {
    return from + x / width * (to - from);
  }

  /** The place of a position. */
  public double x(double position, double width) {
    return (position - from) / (to - from) * width;
  }
}
