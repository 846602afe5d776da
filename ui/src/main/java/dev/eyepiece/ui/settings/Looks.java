package dev.eyepiece.ui.settings;

import dev.eyepiece.ui.theme.Density;
import dev.eyepiece.ui.theme.Fonts;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javafx.beans.value.ObservableBooleanValue;

/** Puts the settings of the window into force. FX thread only. */
public final class Looks {
  static final String THEME = "window.theme";
  static final String DENSITY = "window.density";
  static final String TEXT = "window.text";
  static final String ZONE = "window.zone";
  static final String MOTION = "window.motion";

  private final Theme theme;
  private final ObservableBooleanValue systemDark;
  private boolean followsSystem;

  /**
   * @param systemDark whether the desktop is dark now
   */
  public Looks(Theme theme, ObservableBooleanValue systemDark) {
    this.theme = theme;
    this.systemDark = systemDark;
    systemDark.subscribe(dark -> {
      if (followsSystem) {
        theme.darkProperty().set(dark);
      }
    });
  }

  /**
   * Puts one setting into force; those that are read at the start only, and others, do nothing
   * here.
   */
  public void apply(String key, String value) {
    switch (key) {
      case THEME -> {
        followsSystem = value.equals("system");
        theme.darkProperty().set(followsSystem ? systemDark.get() : value.equals("dark"));
      }
      case DENSITY ->
          theme
              .densityProperty()
              .set(
                  switch (value) {
                    case "compact" -> Density.COMPACT;
                    case "relaxed" -> Density.RELAXED;
                    default -> Density.NORMAL;
                  });
      case TEXT ->
          theme
              .fontsProperty()
              .set(
                  switch (value) {
                    case "small" -> new Fonts(0.92);
                    case "large" -> new Fonts(1.15);
                    default -> Fonts.DESIGNED;
                  });
      case MOTION -> theme.reduceMotionProperty().set(value.equals("reduced"));
      default -> {
        // The zone and all that is not the window's is read once, at the start.
      }
    }
  }

  /** The zone in which times are shown. */
  public static ZoneId zone(String value) {
    return value.equals("utc") ? ZoneOffset.UTC : ZoneId.systemDefault();
  }
}
