package dev.eyepiece.ui.chart;

import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** Pictures that were drawn into memory, shown in the window. FX thread only. */
public final class Pixels {
  private Pixels() {}

  /**
   * Shows a picture.
   *
   * @param pixels {@code 0xAARRGGBB}, row by row
   * @param scale pixels of the screen a pixel of the window
   */
  public static void show(ImageView view, int[] pixels, int width, int height, double scale) {
    WritableImage image = new WritableImage(width, height);
    image
        .getPixelWriter()
        .setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    view.setImage(image);
    view.setFitWidth(width / scale);
    view.setFitHeight(height / scale);
  }
}
