package dev.eyepiece.ui.theme;

import javafx.scene.text.Font;

/**
 * The fonts of drawings in the size of text that the user chose.
 *
 * @param scale 1 as designed
 */
public record Fonts(double scale) {
  /** The sizes as they were designed. */
  public static final Fonts DESIGNED = new Fonts(1);

  private static final String TEXT = "Inter";

  /** The semi-bold cut is a family of its own; a weight of 600 would find the regular one. */
  private static final String SEMI_BOLD = "Inter SemiBold";

  private static final String MONO = "JetBrains Mono";

  public Font text(double designed) {
    return Font.font(TEXT, size(designed));
  }

  public Font bold(double designed) {
    return Font.font(SEMI_BOLD, size(designed));
  }

  public Font mono(double designed) {
    return Font.font(MONO, size(designed));
  }

  /** A size of text in whole pixels, as style sheets have it too. */
  public double size(double designed) {
    return Math.round(designed * scale);
  }
}
