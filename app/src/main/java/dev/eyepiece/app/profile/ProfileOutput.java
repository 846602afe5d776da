package dev.eyepiece.app.profile;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a host profile is written as. */
public enum ProfileOutput {
  OTLP,
  PPROF,
  COLLAPSED,
  SVG,
  HTML,
  PNG;

  /** By the ending of a file's name; null when it is none of these. */
  public static @Nullable ProfileOutput of(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    for (ProfileOutput output : values()) {
      if (name.endsWith("." + output.name().toLowerCase(Locale.ROOT))) {
        return output;
      }
    }
    return null;
  }
}
