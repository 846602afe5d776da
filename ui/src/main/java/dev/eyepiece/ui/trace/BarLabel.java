package dev.eyepiece.ui.trace;

/**
 * Where a bar lies and where its duration stands beside it: outside to the right, else outside to
 * the left, else inside.
 *
 * @param x left edge of the bar within the scale, cut to it
 * @param width at least {@link #MIN_WIDTH}
 * @param labelX left edge of the label
 */
public record BarLabel(double x, double width, double labelX, Side side) {
  /** A bar is never thinner, in pixels. */
  public static final double MIN_WIDTH = 2;

  private static final double GAP = 5;

  /** The place of a label. */
  public enum Side {
    RIGHT,
    LEFT,
    INSIDE
  }

  /** Whether any of it lies within the scale. */
  public static boolean isVisible(TimeScale scale, long start, long end) {
    return scale.x((double) end) + MIN_WIDTH >= 0 && scale.x((double) start) <= scale.width();
  }

  /**
   * Lays out the bar of a span that is visible.
   *
   * @param air room right of the scale that a label may take
   * @param lead room that is taken left of the bar, from its start on where there is none left of
   *     it
   */
  public static BarLabel of(
      TimeScale scale, long start, long end, double labelWidth, double air, double lead) {
    double left = Math.clamp(scale.x((double) start), -MIN_WIDTH, scale.width() - MIN_WIDTH);
    double right = Math.clamp(scale.x((double) end), left + MIN_WIDTH, scale.width() + MIN_WIDTH);
    boolean endsInSight = scale.x((double) end) <= scale.width() + 0.5;
    double labelRight = Math.max(right, left < lead ? left + lead : 0) + GAP;
    if (endsInSight && labelRight + labelWidth <= scale.width() + air) {
      return new BarLabel(left, right - left, labelRight, Side.RIGHT);
    }
    if (left - lead - GAP - labelWidth >= 0) {
      return new BarLabel(left, right - left, left - lead - GAP - labelWidth, Side.LEFT);
    }
    double inside = Math.max(Math.min(right, scale.width()) - GAP - labelWidth, 0);
    return new BarLabel(left, right - left, inside, Side.INSIDE);
  }
}
