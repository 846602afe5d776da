package dev.eyepiece.ui.trace;

/** The ways in which the page shows a trace. */
public enum PageMode {
  WATERFALL("Waterfall"),
  STATISTICS("Statistics"),
  FLAME("Flame");

  private final String title;

  PageMode(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** The mode of a name that was written down, the waterfall when there is none such. */
  static PageMode of(String name) {
    for (PageMode mode : values()) {
      if (mode.name().equals(name)) {
        return mode;
      }
    }
    return WATERFALL;
  }
}
