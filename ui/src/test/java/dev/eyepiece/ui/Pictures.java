package dev.eyepiece.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Pictures of windows: in {@code target/pictures}, to be looked at. With {@code -Dpictures=write}
 * those that {@code docs/pictures} has are taken anew there.
 */
public final class Pictures {
  private static final boolean WRITE = "write".equals(System.getProperty("pictures"));
  private static final Path DOCUMENTS = Path.of("../docs/pictures");
  private static final Path TARGET = Path.of("target/pictures");

  private Pictures() {}

  /** Takes a picture of what the stage shows; not on the FX thread. */
  public static void take(Stage stage, String name) throws Exception {
    WaitForAsyncUtils.waitForFxEvents();
    WritableImage image = WaitForAsyncUtils.asyncFx(() -> stage.getScene().snapshot(null)).get();
    String file = name + ".png";
    boolean published = WRITE && Files.exists(DOCUMENTS.resolve(file));
    Path folder = Files.createDirectories(published ? DOCUMENTS : TARGET);
    ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", folder.resolve(file).toFile());
    assertThat(folder.resolve(file)).isNotEmptyFile();
  }
}
