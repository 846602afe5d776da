package dev.eyepiece.ui.shell;

import static dev.eyepiece.ui.OnFx.fx;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The bar at the bottom, at any width: no figure is cut, and what goes first is our own. */
@ExtendWith(ApplicationExtension.class)
class StatusBarTest {
  private static final StatusText FULL =
      new StatusText(
          "72,000,000 records held, 1.4 GB of 1.5 GB",
          "",
          "20,000/s",
          "39,013,008 aged out",
          "2 rule sets on",
          "",
          "CPU 104 %  RSS 1.2 GB",
          "");

  private final Pane pane = new Pane();
  private StatusBar bar;

  @Start
  void start(Stage shown) {
    Label tasks = new Label("1 task");
    tasks.setMinWidth(Region.USE_PREF_SIZE);
    bar = new StatusBar(tasks, () -> {});
    bar.setManaged(false);
    pane.getChildren().add(bar);
    shown.setScene(new Scene(pane, 1600, 100));
    shown.show();
    bar.showKeys(List.of(new View.KeyHint("Ctrl+K", "everything"), new View.KeyHint("?", "keys")));
  }

  private void resize(double width) throws Exception {
    // Not by the window, which other tests may have left with a width that is its least.
    fx(() -> {
      bar.show(FULL);
      bar.resize(width, 28);
      bar.layout();
    });
  }

  @Test
  void noFigureIsCutAndOurOwnGoesFirst(FxRobot robot) throws Exception {
    List<Boolean> own = new ArrayList<>();
    for (double width = 720; width <= 1600; width += 40) {
      resize(width);
      for (Node node : robot.from(bar).lookup(".label").queryAll()) {
        if (node instanceof Label label && isShown(label) && !label.getText().isEmpty()) {
          assertThat(label.getWidth())
              .as("%s at %s", label.getText(), width)
              .isGreaterThanOrEqualTo(Math.floor(label.prefWidth(-1)));
          assertThat(bar.sceneToLocal(label.localToScene(label.getBoundsInLocal())).getMaxX())
              .as("%s at %s", label.getText(), width)
              .isLessThanOrEqualTo(bar.getWidth() + 1);
        }
      }
      own.add(robot.from(bar).lookup("#status-own").query().isVisible());
    }
    assertThat(own).as("goes at some width, and stays away below").isSorted();
    assertThat(own).contains(false, true);
  }

  private static boolean isShown(Node node) {
    for (Node up = node; up != null; up = up.getParent()) {
      if (!up.isVisible()) {
        return false;
      }
    }
    return true;
  }
}
