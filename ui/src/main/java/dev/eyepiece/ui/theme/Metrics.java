package dev.eyepiece.ui.theme;

/** Sizes and distances of the window, in pixels: the one place where they are written in code. */
public final class Metrics {
  /** Steps of distance. */
  public static final double GAP_4 = 4;

  public static final double GAP_8 = 8;
  public static final double GAP_12 = 12;
  public static final double GAP_16 = 16;
  public static final double GAP_24 = 24;
  public static final double GAP_32 = 32;

  public static final double RAIL = 48;
  public static final double TOP_BAR = 40;
  public static final double STATUS_BAR = 24;
  public static final double HEADER = 28;
  public static final double CONTROL = 28;
  public static final double MINIMAP = 48;
  public static final double SCATTER = 96;

  /** Below this width of the window, details go below the list. */
  public static final double NARROW = 1200;

  public static final double MIN_WIDTH = 960;
  public static final double MIN_HEIGHT = 600;

  /** Sizes of type. */
  public static final double BODY = 13;

  public static final double SECONDARY = 12;
  public static final double LABEL = 11;
  public static final double TITLE = 15;
  public static final double FIGURE = 20;
  public static final double MONO = 12;

  /** Milliseconds of a pane's or popover's motion; data never moves. */
  public static final double MOTION_MILLIS = 120;

  private Metrics() {}
}
