package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * Work that has been running for a second or longer, with its progress and a way to end it; work
 * that is done sooner is not worth a look. FX thread only.
 */
final class TaskList extends Button {
  static final long SHOWN_AFTER_NANOS = 1_000_000_000L;

  private final Background background;
  private final LongSupplier nanoTime;
  private final ContextMenu menu = new ContextMenu();
  private final List<Line> lines = new ArrayList<>();

  TaskList(Background background, LongSupplier nanoTime) {
    this.background = background;
    this.nanoTime = nanoTime;
    setId("tasks");
    getStyleClass().addAll("flat", "tasks");
    setGraphic(Icons.of(Feather.LOADER, 12));
    managedProperty().bind(visibleProperty());
    setVisible(false);
    setMinWidth(USE_PREF_SIZE);
    setOnAction(event -> menu.show(this, Side.TOP, 0, 0));
  }

  private static final class Line extends HBox {
    private final Background.Running task;
    private final Label time = Kit.mono("", "muted");
    private final ProgressBar bar = new ProgressBar();

    Line(Background.Running task) {
      super(12);
      this.task = task;
      setAlignment(Pos.CENTER_LEFT);
      bar.setPrefWidth(120);
      time.setMinWidth(64);
      Label title = Kit.label(Formats.middle(task.title(), 60));
      title.setMinWidth(220);
      Button cancel = Icons.button(Feather.X, "Cancel " + task.title(), task::cancel);
      cancel.getStyleClass().add("cancel-task");
      getChildren().addAll(title, bar, time, cancel);
    }

    void update(long now, boolean still) {
      double progress = task.progress();
      bar.setProgress(still ? Math.max(0, progress) : progress);
      time.setText(Formats.duration(now - task.beganNanos()));
    }
  }

  /** Looks at what runs. */
  void tick() {
    long now = nanoTime.getAsLong();
    List<Background.Running> slow =
        background.running().stream()
            .filter(task -> now - task.beganNanos() >= SHOWN_AFTER_NANOS)
            .toList();
    if (!slow.equals(lines.stream().map(line -> line.task).toList())) {
      lines.clear();
      menu.getItems().clear();
      for (Background.Running task : slow) {
        Line line = new Line(task);
        lines.add(line);
        menu.getItems().add(new CustomMenuItem(line, false));
      }
    }
    boolean still = Theme.isStill(this);
    lines.forEach(line -> line.update(now, still));
    setVisible(!slow.isEmpty());
    setText(
        slow.size() == 1 ? Formats.middle(slow.getFirst().title(), 32) : slow.size() + " tasks");
    if (slow.isEmpty()) {
      menu.hide();
    }
  }
}
