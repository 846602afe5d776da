package dev.eyepiece.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.stacks.FlamePalette;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The pane in a window. */
@ExtendWith(ApplicationExtension.class)
class FlameGraphPaneTest {
  private static final long DEADLINE_SECONDS = 30;

  private final FlameGraphModel model = new FlameGraphModel(Runnable::run, Platform::runLater);
  private FlameGraphPane pane;
  private Scene scene;

  @Start
  void start(Stage stage) {
    pane = new FlameGraphPane(model, FlamePalette.LIGHT);
    scene = new Scene(pane, 1000, 600);
    stage.setScene(scene);
    stage.show();
  }

  @BeforeEach
  void source() throws Exception {
    FlameSource source =
        TestSources.source(
            "main;run;parse_[k] 30",
            "main;run;java.util.HashMap.get 50",
            "main;wait 20",
            "other 100");
    Platform.runLater(() -> model.show(source));
    settle();
  }

  private void settle() throws TimeoutException {
    WaitForAsyncUtils.waitForFxEvents();
    WaitForAsyncUtils.waitFor(
        DEADLINE_SECONDS,
        TimeUnit.SECONDS,
        () -> WaitForAsyncUtils.asyncFx(() -> pane.isSettled()).get());
    WaitForAsyncUtils.waitForFxEvents();
  }

  private WritableImage picture() throws Exception {
    return WaitForAsyncUtils.asyncFx(() -> scene.snapshot(null)).get();
  }

  private int color(double x, double y) throws Exception {
    Bounds at =
        WaitForAsyncUtils.asyncFx(
                () -> {
                  var graph = pane.lookup("#flame-graph");
                  return graph.localToScene(graph.getBoundsInLocal());
                })
            .get();
    double down = y < 0 ? at.getMaxY() + y : at.getMinY() + y;
    return picture().getPixelReader().getArgb((int) (at.getMinX() + x), (int) down);
  }

  @Test
  void boxes_have_the_colours_of_their_kinds(FxRobot robot) throws Exception {
    assertThat(color(200, -3)).isEqualTo(0xFF000000 | FlamePalette.LIGHT.root());
    int kernel = color(0.39 * model.graph().width(), -3 * 18 - 4);
    assertThat((kernel >> 16) & 0xFF).isBetween(0xE0 - 6, 0xE0 + 6);
    Platform.runLater(() -> pane.setPalette(FlamePalette.DARK));
    settle();
    assertThat(color(5, 5)).isEqualTo(0xFF000000 | FlamePalette.DARK.ground());
  }

  /** Pixels of the root's row that are not its ground, which its name is made of. */
  private int ink() throws Exception {
    WritableImage image = picture();
    Bounds at =
        WaitForAsyncUtils.asyncFx(
                () -> {
                  var graph = pane.lookup("#flame-graph");
                  return graph.localToScene(graph.getBoundsInLocal());
                })
            .get();
    int ground = image.getPixelReader().getArgb((int) at.getMinX() + 200, (int) at.getMaxY() - 3);
    int ink = 0;
    for (int y = (int) at.getMaxY() - 17; y < (int) at.getMaxY() - 1; y++) {
      for (int x = (int) at.getMinX() + 3; x < at.getMinX() + 100; x++) {
        ink += image.getPixelReader().getArgb(x, y) == ground ? 0 : 1;
      }
    }
    return ink;
  }

  @Test
  void names_are_as_large_as_the_text_is_wished(FxRobot robot) throws Exception {
    int designed = ink();
    Platform.runLater(() -> pane.setTextSize(13));
    settle();
    assertThat(ink()).isGreaterThan(designed);
  }

  @Test
  void a_click_zooms_and_escape_shows_all_again(FxRobot robot) throws Exception {
    Bounds at =
        pane.lookup("#flame-graph").localToScreen(pane.lookup("#flame-graph").getBoundsInLocal());
    robot.clickOn(at.getMinX() + 10, at.getMaxY() - 27);
    settle();
    assertThat(model.graph().viewport().to()).isEqualTo(100);
    robot.type(KeyCode.ESCAPE);
    settle();
    assertThat(model.graph().viewport().to()).isEqualTo(200);
    robot.type(KeyCode.UP).type(KeyCode.UP).type(KeyCode.ENTER);
    settle();
    assertThat(((Label) pane.lookup("#flame-detail")).getText())
        .startsWith("run (80 samples, 40.00 %)");
  }

  @Test
  void slash_searches_and_the_share_is_said(FxRobot robot) throws Exception {
    robot.clickOn("#flame-graph");
    robot.type(KeyCode.ESCAPE);
    robot.type(KeyCode.SLASH);
    assertThat(pane.lookup("#flame-search").isFocused()).isTrue();
    robot.write("parse");
    settle();
    assertThat(((TextField) pane.lookup("#flame-search")).getText()).endsWith("parse");
    assertThat(((Label) pane.lookup("#flame-found")).getText()).isEqualTo("15.00 % in 1 function");
    int dimmed = color(0.9 * model.graph().width(), -18 - 4);
    assertThat(dimmed & 0xFF).isGreaterThan(0xB0);
  }

  @Test
  void callers_and_callees_take_the_place_of_the_graph(FxRobot robot) throws Exception {
    Platform.runLater(() -> model.lookAround(model.rowsProperty().get().getFirst().frame()));
    settle();
    assertThat(pane.lookup("#flame-graph").isVisible()).isFalse();
    assertThat(pane.lookup("#flame-callers").getBoundsInLocal().getHeight()).isGreaterThan(50);
    assertThat(model.callees().height()).isGreaterThan(50);
    Platform.runLater(model::lookAway);
    settle();
    assertThat(pane.lookup("#flame-graph").isVisible()).isTrue();
  }

  @Test
  void pictures_for_looking_at_are_made_when_a_folder_is_given(FxRobot robot) throws Exception {
    String folder = System.getProperty("flame.pictures", "");
    for (boolean dark : new boolean[] {false, true}) {
      Platform.runLater(() -> pane.setPalette(dark ? FlamePalette.DARK : FlamePalette.LIGHT));
      settle();
      WritableImage image = picture();
      assertThat(image.getWidth()).isEqualTo(1000);
      if (!folder.isEmpty()) {
        write(image, Path.of(folder, dark ? "flame-dark.png" : "flame-light.png"));
      }
    }
  }

  private static void write(WritableImage image, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
  }
}
