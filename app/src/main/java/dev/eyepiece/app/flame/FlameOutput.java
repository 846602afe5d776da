package dev.eyepiece.app.flame;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a flame graph is written as. */
public enum FlameOutput {
  SVG,
  HTML,
  PNG,
  COLLAPSED;

  /** By the ending of a file's name; null when it is none of these. */
  public static @Nullable FlameOutput of(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    for (FlameOutput output : values()) {
      if (name.endsWith("." + output.name().toLowerCase(Locale.ROOT))) {
        return output;
      }
    }
    return null;
  }
}
