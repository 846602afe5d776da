package dev.eyepiece.ui.metrics;

import dev.eyepiece.ui.theme.Fonts;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Tokens;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Stroke;

/** The colours and the sizes of a chart, for drawing away from the FX thread. Immutable. */
public final class ChartInk {
  private static final float[] DASH = {5, 3};
  private static final Stroke SOLID =
      new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final Stroke DASHED =
      new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, DASH, 0);

  private static final float LABEL = 11;

  private final Tokens tokens;
  private final Fonts fonts;

  /** Ink of a theme. */
  public ChartInk(Tokens tokens, Fonts fonts) {
    this.tokens = tokens;
    this.fonts = fonts;
  }

  /** Whether a drawing with the other would look the same. */
  public boolean isLike(ChartInk other) {
    return tokens.equals(other.tokens) && fonts.equals(other.fonts);
  }

  /** The font of labels. */
  public Font label() {
    return ChartFonts.mono((float) fonts.size(LABEL));
  }

  /** The colour of a token. */
  public Color of(String token) {
    return new Color(tokens.argb(token));
  }

  /** The colour of a line by its place; dashed ones use the colours again. */
  public Color line(int place) {
    return new Color(tokens.serviceArgb(place));
  }

  /** The stroke of a line by its place. */
  public Stroke stroke(int place) {
    return place < ServiceColours.PALETTE ? SOLID : DASHED;
  }

  /** A colour of the ramp of heat maps, opaque {@code 0xAARRGGBB}; share from above 0 to 1. */
  int heat(double share) {
    int low = tokens.argb("heat.low");
    int high = tokens.argb("heat.high");
    int colour = 0xFF000000;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = low >> shift & 0xFF;
      int to = high >> shift & 0xFF;
      // Not from the very lowest, for that is next to the ground, which means no value.
      double place = 0.15 + 0.85 * Math.clamp(share, 0, 1);
      colour |= (int) Math.round(from + (to - from) * place) << shift;
    }
    return colour;
  }
}
