package dev.eyepiece.ui.traces;

import dev.eyepiece.ui.theme.Theme;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.control.ProgressBar;
import javafx.util.Duration;

/** A line of two pixels while something takes longer than a glance. */
public final class BusyLine extends ProgressBar {
  private static final Duration GLANCE = Duration.millis(300);

  private final PauseTransition wait = new PauseTransition(GLANCE);

  public BusyLine(ReadOnlyBooleanProperty busy) {
    getStyleClass().add("busy-line");
    setMaxWidth(Double.MAX_VALUE);
    setFocusTraversable(false);
    setMouseTransparent(true);
    setVisible(false);
    setProgress(0);
    wait.setOnFinished(event -> show(true));
    busy.subscribe(now -> {
      if (now) {
        wait.playFromStart();
      } else {
        wait.stop();
        show(false);
      }
    });
  }

  /** Its motion costs something, so it moves only while it is seen; a whole line says as much. */
  private void show(boolean on) {
    setVisible(on);
    setProgress(on ? Theme.isStill(this) ? 1 : INDETERMINATE_PROGRESS : 0);
  }
}
