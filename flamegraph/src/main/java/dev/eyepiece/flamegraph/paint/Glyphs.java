package dev.eyepiece.flamegraph.paint;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The characters of one font in one size as masks, so that names are drawn by copying bytes. A
 * character is drawn when it is first needed; those of scripts that join their letters stand alone.
 * For one thread.
 */
public final class Glyphs {
  private static final String FONT =
      "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Regular.ttf";
  private static final int MAX_GLYPHS = 8_192;

  private final Font font;
  private final FontRenderContext context =
      new FontRenderContext(
          null, RenderingHints.VALUE_TEXT_ANTIALIAS_ON, RenderingHints.VALUE_FRACTIONALMETRICS_OFF);
  private final int ascent;
  private final int height;
  private final Glyph[] ascii = new Glyph[128];
  private final Map<Integer, Glyph> others = new HashMap<>();
  private final Font fallback;

  /** A character: how dark each pixel is, row by row, and how far the next one is. */
  record Glyph(Mask mask, int advance) {}

  /** Pixels of a character, 0 to 255 each. */
  static final class Mask {
    final int width;
    final byte[] values;

    Mask(int width, byte[] values) {
      this.width = width;
      this.values = values;
    }
  }

  /**
   * The font in a size.
   *
   * @param pixels height of an em in device pixels
   */
  public Glyphs(float pixels) {
    try (InputStream in = Glyphs.class.getResourceAsStream(FONT)) {
      if (in == null) {
        throw new IllegalStateException(FONT + " is missing from the program");
      }
      font = Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(pixels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException("the program's font is broken", e);
    }
    fallback = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(pixels);
    LineMetrics metrics = font.getLineMetrics("Mg", context);
    ascent = Math.round(metrics.getAscent());
    height = ascent + Math.round(metrics.getDescent());
  }

  /** Rows of a mask. */
  int height() {
    return height;
  }

  /** Rows above the line that letters stand on. */
  int ascent() {
    return ascent;
  }

  /** Pixels from one letter of the alphabet to the next. */
  public int advance() {
    return glyph('m').advance();
  }

  Glyph glyph(int character) {
    if (character < ascii.length) {
      Glyph known = ascii[character];
      if (known == null) {
        known = draw(character);
        ascii[character] = known;
      }
      return known;
    }
    Glyph known = others.get(character);
    if (known == null) {
      if (others.size() == MAX_GLYPHS) {
        others.clear();
      }
      known = draw(character);
      others.put(character, known);
    }
    return known;
  }

  private Glyph draw(int character) {
    boolean printable = !Character.isISOControl(character) && Character.isDefined(character);
    String text = printable ? Character.toString(character) : "\ufffd";
    Font used = font.canDisplayUpTo(text) < 0 ? font : fallback;
    int advance = Math.max(0, (int) Math.round(used.getStringBounds(text, context).getWidth()));
    int width = Math.max(1, advance);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(used);
    graphics.setColor(Color.WHITE);
    graphics.drawString(text, 0, ascent);
    graphics.dispose();
    int[] pixels = image.getRaster().getPixels(0, 0, width, height, (int[]) null);
    byte[] values = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      values[i] = (byte) pixels[i];
    }
    return new Glyph(new Mask(width, values), advance);
  }

  /** Pixels that a text takes. */
  public int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      width += glyph(character).advance();
    }
    return width;
  }
}
