package dev.eyepiece.ui.trace;

import java.util.HashMap;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * Widths of texts in one font as the sum of their characters' advances: exact but for kerning, and
 * without a layout for each text that is drawn. FX thread only.
 */
public final class CharWidths {
  private static final int SPREAD = 16;
  private static final char FIRST_JOINING = '\u0590';

  /** Punctuation, arrows and the like stand alone, the ellipsis of cut texts among them. */
  private static final char FIRST_SIGN = '\u2000';

  private static final char LAST_SIGN = '\u25FF';
  private static final int MOST_KEPT = 2_000;

  private final Map<String, Double> joined = new HashMap<>();
  private final Text probe = new Text();
  private final float[] widths = new float[Character.MAX_VALUE + 1];

  public CharWidths(Font font) {
    probe.setFont(font);
    probe.setTextOrigin(VPos.TOP);
  }

  /** Pixels. */
  public double of(String text) {
    if (isJoining(text)) {
      return laidOut(text);
    }
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

  /** Scripts from Hebrew on, and emoji, join or change their forms, so they are laid out. */
  static boolean isJoining(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST_JOINING && (c < FIRST_SIGN || c > LAST_SIGN)) {
        return true;
      }
    }
    return false;
  }

  private double laidOut(String text) {
    Double known = joined.get(text);
    if (known == null) {
      if (joined.size() == MOST_KEPT) {
        joined.clear();
      }
      probe.setText(text);
      known = probe.getLayoutBounds().getWidth();
      joined.put(text, known);
    }
    return known;
  }

  private float measure(char c) {
    // Several in a row, so that what is rounded is rounded once.
    probe.setText(String.valueOf(c).repeat(SPREAD));
    return (float) (probe.getLayoutBounds().getWidth() / SPREAD);
  }
}
