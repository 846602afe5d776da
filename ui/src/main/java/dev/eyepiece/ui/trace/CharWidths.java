package dev.eyepiece.ui.trace;

import javafx.geometry.VPos;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * Widths of texts in one font as the sum of their characters' advances: exact but for kerning, and
 * without a layout for each text that is drawn. FX thread only.
 */
public final class CharWidths {
  private static final int SPREAD = 16;

  private final Text probe = new Text();
  private final float[] widths = new float[Character.MAX_VALUE + 1];

  public CharWidths(Font font) {
    probe.setFont(font);
    probe.setTextOrigin(VPos.TOP);
  }

  /** Pixels. */
  public double of(String text) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (widths[c] == 0) {
        widths[c] = measure(c);
      }
      width += widths[c];
    }
    return width;
  }

  private float measure(char c) {
    if (Character.isLowSurrogate(c)) {
      return Float.MIN_VALUE;
    }
    // A high surrogate stands for the pair; most of those characters are as wide as two letters.
    String shown = Character.isHighSurrogate(c) ? "MM" : String.valueOf(c);
    // Several in a row, so that what is rounded is rounded once.
    probe.setText(shown.repeat(SPREAD));
    return (float) (probe.getLayoutBounds().getWidth() / SPREAD);
  }
}
