package dev.eyepiece.flamegraph;

import dev.eyepiece.flamegraph.paint.FlamePainter;
import dev.eyepiece.flamegraph.paint.Glyphs;
import dev.eyepiece.flamegraph.paint.Pixels;
import dev.eyepiece.flamegraph.paint.Viewport;
import dev.eyepiece.stacks.FlameLegend;
import dev.eyepiece.stacks.FlamePalette;
import dev.eyepiece.stacks.FlamePicture;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Writes a whole flame graph as a PNG picture; needs no display. */
public final class FlamePng {
  private static final int MAX_ROWS = 500;
  private static final int HEADER = 66;
  private static final int MARGIN = 10;
  private static final int LINE = 16;

  private final FlamePicture picture;
  private final FlamePalette palette;
  private final int width;
  private final int scale;
  private final Glyphs glyphs;
  private final Glyphs large;

  private FlamePng(FlamePicture picture, FlamePalette palette, int width, int scale) {
    this.picture = picture;
    this.palette = palette;
    this.width = width;
    this.scale = scale;
    glyphs = new Glyphs(11f * scale);
    large = new Glyphs(15f * scale);
  }

  /**
   * Writes the picture; the stream stays open. Rows beyond the 500th are left out, which the
   * picture says.
   *
   * @param width in pixels before scaling
   * @param scale device pixels a pixel, 2 for a sharp picture
   */
  public static void write(
      FlamePicture picture, FlamePalette palette, int width, int scale, OutputStream out)
      throws IOException {
    BufferedImage image = new FlamePng(picture, palette, width, scale).draw();
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java cannot write PNG");
    }
  }

  private BufferedImage draw() {
    int rows = Math.min(MAX_ROWS, picture.layout().levels());
    List<String> notes = new ArrayList<>(picture.notes());
    if (rows < picture.layout().levels()) {
      notes.add(rows + " of " + picture.layout().levels() + " levels of calls are drawn.");
    }
    int graph = rows * Viewport.ROW;
    int height = HEADER + graph + MARGIN + notes.size() * LINE + (notes.isEmpty() ? 0 : MARGIN);
    BufferedImage image =
        new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
    int[] values = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    Pixels pixels = new Pixels(width * scale, height * scale, values);
    pixels.clear(palette.ground());
    text(pixels, large, picture.title(), 24, palette.text());
    text(pixels, glyphs, picture.summary(), 42, palette.muted());
    legend(pixels);
    graph(pixels, graph);
    int y = HEADER + graph + MARGIN + 12;
    for (String note : notes) {
      text(pixels, glyphs, note, y, palette.muted());
      y += LINE;
    }
    return image;
  }

  private void text(Pixels pixels, Glyphs font, String text, int baseline, int color) {
    pixels.label(font, text, MARGIN * scale, baseline * scale, color);
  }

  private void legend(Pixels pixels) {
    int x = MARGIN * scale;
    for (FlameLegend.Entry entry : FlameLegend.of(picture, palette)) {
      pixels.box(x, 50 * scale, 10 * scale, 10 * scale, entry.color());
      pixels.label(glyphs, entry.label(), x + 14 * scale, 59 * scale, palette.muted());
      x += 30 * scale + glyphs.width(entry.label());
    }
  }

  private void graph(Pixels pixels, int height) {
    int inner = (width - 2 * MARGIN) * scale;
    Pixels part = new Pixels(inner, height * scale, new int[inner * height * scale]);
    new FlamePainter(picture, palette, scale, glyphs)
        .paint(part, Viewport.all(picture.layout(), picture.icicle()), null);
    for (int row = 0; row < part.height(); row++) {
      System.arraycopy(
          part.values(),
          row * inner,
          pixels.values(),
          (HEADER * scale + row) * pixels.width() + MARGIN * scale,
          inner);
    }
  }
}
