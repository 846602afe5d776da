package dev.eyepiece.ui.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Scene;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What tells of work that takes long, moving and still. */
@ExtendWith(ApplicationExtension.class)
class BusyLineTest {
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private Theme theme;
  private BusyLine line;
  private StackPane root;

  @Start
  void start(Stage stage) {
    theme = new Theme(false, new ServiceColours(List.of()));
    line = new BusyLine(busy.getReadOnlyProperty());
    root = new StackPane(line);
    Scene scene = new Scene(root, 200, 40);
    theme.dress(scene);
    stage.setScene(scene);
    stage.show();
  }

  private double progressWhenShown() throws Exception {
    WaitForAsyncUtils.asyncFx(() -> busy.set(true)).get();
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> line.isVisible());
    double progress = WaitForAsyncUtils.asyncFx(() -> line.getProgress()).get();
    WaitForAsyncUtils.asyncFx(() -> busy.set(false)).get();
    assertThat(line.isVisible()).isFalse();
    return progress;
  }

  @Test
  void itMovesUnlessMotionIsReduced() throws Exception {
    assertThat(progressWhenShown()).isEqualTo(ProgressBar.INDETERMINATE_PROGRESS);
    assertThat(root.getStyleClass()).doesNotContain("still");
    WaitForAsyncUtils.asyncFx(() -> theme.reduceMotionProperty().set(true)).get();
    assertThat(root.getStyleClass()).contains("still");
    assertThat(progressWhenShown()).isEqualTo(1);
    WaitForAsyncUtils.asyncFx(() -> theme.reduceMotionProperty().set(false)).get();
    assertThat(root.getStyleClass()).doesNotContain("still");
  }
}
