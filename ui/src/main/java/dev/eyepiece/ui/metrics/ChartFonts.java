package dev.eyepiece.ui.metrics;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The window's font for figures, as charts need it. */
final class ChartFonts {
  private static final String MONO =
      "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Regular.ttf";

  static {
    // Charts are drawn into memory; the other toolkit must not look for a display of its own.
    System.setProperty("java.awt.headless", "true");
  }

  private static final class Loaded {
    static final Font MONO_FONT = load();

    private static Font load() {
      try (InputStream in = ChartFonts.class.getResourceAsStream(MONO)) {
        if (in == null) {
          throw new IllegalStateException(MONO + " is missing from the program");
        }
        return Font.createFont(Font.TRUETYPE_FONT, in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (FontFormatException e) {
        throw new IllegalStateException(MONO + " cannot be read", e);
      }
    }
  }

  private ChartFonts() {}

  static Font mono(float size) {
    return Loaded.MONO_FONT.deriveFont(size);
  }
}
