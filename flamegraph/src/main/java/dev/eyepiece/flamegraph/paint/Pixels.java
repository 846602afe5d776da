package dev.eyepiece.flamegraph.paint;

import java.util.Arrays;

/** A picture in memory, opaque pixels 0xAARRGGBB row by row. For one thread. */
public final class Pixels {
  private final int width;
  private final int height;
  private final int[] values;

  /** A picture in an array of at least {@code width * height} pixels. */
  public Pixels(int width, int height, int[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The live array. */
  public int[] values() {
    return values;
  }

  public void clear(int color) {
    Arrays.fill(values, 0, width * height, color);
  }

  /** Fills a rectangle, as much of it as lies in the picture. */
  public void box(int x, int y, int w, int h, int color) {
    int left = Math.max(0, x);
    int right = Math.min(width, x + w);
    for (int row = Math.max(0, y); row < Math.min(height, y + h) && left < right; row++) {
      Arrays.fill(values, row * width + left, row * width + right, color);
    }
  }

  /** Draws a text from a place on, cut in the middle when it is longer than the picture. */
  public void label(Glyphs glyphs, String text, int x, int baseline, int color) {
    text(glyphs, MiddleCut.cut(text, width - x, glyphs), x, baseline, color, width);
  }

  /** Copies a line of pixels into rows. */
  void rows(int[] line, int y, int h) {
    for (int row = Math.max(0, y); row < Math.min(height, y + h); row++) {
      System.arraycopy(line, 0, values, row * width, width);
    }
  }

  /** Darkens every sixth pixel along a diagonal, which marks inlined calls. */
  void hatch(int x, int y, int w, int h, int step) {
    int right = Math.min(width, x + w);
    for (int row = Math.max(0, y); row < Math.min(height, y + h); row++) {
      int first = Math.max(0, x);
      first += Math.floorMod(-(first + row), step);
      for (int column = first; column < right; column += step) {
        int at = row * width + column;
        values[at] = Blend.mixed(values[at], 0xFF000000, 46);
      }
    }
  }

  /** Draws a text up to a column that is not drawn any more. */
  void text(Glyphs glyphs, String text, int x, int baseline, int color, int right) {
    int at = x;
    int top = baseline - glyphs.ascent();
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      Glyphs.Glyph glyph = glyphs.glyph(character);
      if (at + glyph.advance() > right) {
        return;
      }
      draw(glyph.mask(), glyphs.height(), at, top, color);
      at += glyph.advance();
    }
  }

  private void draw(Glyphs.Mask mask, int rows, int x, int top, int color) {
    int from = Math.max(0, -x);
    int to = Math.min(mask.width, width - x);
    for (int row = Math.max(0, -top); row < rows && top + row < height; row++) {
      int source = row * mask.width;
      int target = (top + row) * width + x;
      for (int column = from; column < to; column++) {
        int alpha = mask.values[source + column] & 0xFF;
        if (alpha != 0) {
          values[target + column] = Blend.mixed(values[target + column], color, alpha);
        }
      }
    }
  }
}
