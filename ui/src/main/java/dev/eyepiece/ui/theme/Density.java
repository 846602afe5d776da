package dev.eyepiece.ui.theme;

/** How much air rows have. */
public enum Density {
  COMPACT("Compact", 20, 18, 8),
  NORMAL("Normal", 24, 24, 10),
  RELAXED("Relaxed", 28, 28, 12);

  private final String title;
  private final double row;
  private final double waterfallRow;
  private final double bar;

  Density(String title, double row, double waterfallRow, double bar) {
    this.title = title;
    this.row = row;
    this.waterfallRow = waterfallRow;
    this.bar = bar;
  }

  public String title() {
    return title;
  }

  /** Height of a table's row in pixels. */
  public double row() {
    return row;
  }

  /** Height of a waterfall's row in pixels. */
  public double waterfallRow() {
    return waterfallRow;
  }

  /** Height of a waterfall's bar in pixels. */
  public double bar() {
    return bar;
  }
}
