package dev.eyepiece.ui.metrics;

import dev.eyepiece.ui.theme.Export;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Writes a chart as the picture that is shown. */
final class PictureExport {
  private PictureExport() {}

  /**
   * The way into a PNG file.
   *
   * @param shown asked on a background thread
   */
  static Export png(Supplier<@Nullable ChartPicture> shown) {
    return new Export(
        "PNG",
        "png",
        out -> {
          ChartPicture picture = shown.get();
          if (picture == null) {
            throw new IOException("no chart is shown");
          }
          write(picture, out);
        });
  }

  /** Writes a picture; blocks. */
  static void write(ChartPicture picture, OutputStream out) throws IOException {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, picture.width(), picture.height(), picture.pixels(), 0, picture.width());
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java cannot write PNG");
    }
  }
}
