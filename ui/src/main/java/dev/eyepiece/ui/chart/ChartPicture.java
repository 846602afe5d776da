package dev.eyepiece.ui.chart;

import dev.eyepiece.ui.task.AskFx;
import dev.eyepiece.ui.theme.Export;
import java.io.IOException;
import java.io.OutputStream;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javax.imageio.ImageIO;

/** Writes what a chart shows as a picture. */
public final class ChartPicture {
  private ChartPicture() {}

  /** The chart as it is when the file is written, as PNG. */
  public static Export png(String title, Region chart) {
    return new Export(title, "png", out -> write(chart, out));
  }

  private static void write(Region chart, OutputStream out) throws IOException {
    WritableImage image = AskFx.get(() -> chart.snapshot(null, null));
    if (!ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", out)) {
      throw new IOException("this Java cannot write PNG");
    }
  }
}
