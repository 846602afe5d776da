package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunSummary;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What can be done with the chosen run. FX thread only. */
final class ChosenBar extends HBox {
  private final Label name = Kit.label("", "strong");
  private final Label command = Kit.mono("", "muted");
  private final Button pin = new Button("Pin", Icons.of(Feather.LOCK));
  private final Button forget = new Button("Forget", Icons.of(Feather.X));

  /** What is done with the chosen run. */
  interface Doing {
    void traces();

    void logs();

    void rename();

    void pin();

    void forget();
  }

  ChosenBar(Doing doing) {
    super(8);
    setId("runs-chosen");
    getStyleClass().addAll("pane-head", "runs-bar");
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    name.setMinWidth(60);
    command.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    command.setMinWidth(0);
    Button traces = button("Traces", Feather.LIST, "runs-traces", doing::traces);
    Button logs = button("Logs", Feather.FILE_TEXT, "runs-logs", doing::logs);
    Button rename = button("Rename", Feather.EDIT_2, "runs-rename", doing::rename);
    dress(pin, "runs-pin", doing::pin);
    dress(forget, "runs-forget", doing::forget);
    pin.managedProperty().bind(pin.visibleProperty());
    forget.managedProperty().bind(forget.visibleProperty());
    forget.setTooltip(new Tooltip("Forgets the mark; what came stays"));
    pin.setTooltip(
        new Tooltip("A pinned run stays when the oldest goes for room (cap of the data folder)"));
    getChildren().setAll(name, command, Kit.grow(), traces, logs, rename, pin, forget);
  }

  private static Button button(String text, Feather glyph, String id, Runnable action) {
    Button button = new Button(text, Icons.of(glyph));
    dress(button, id, action);
    return button;
  }

  private static void dress(Button button, String id, Runnable action) {
    button.setId(id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> action.run());
  }

  /**
   * Shows a run.
   *
   * @param keeps whether it can be pinned
   */
  void show(@Nullable RunSummary run, boolean keeps) {
    setVisible(run != null);
    setManaged(run != null);
    if (run != null) {
      name.setText(run.label());
      command.setText(run.note().command());
      pin.setText(run.pinned() ? "Unpin" : "Pin");
      pin.setGraphic(Icons.of(run.pinned() ? Feather.UNLOCK : Feather.LOCK));
      pin.setVisible(keeps);
      forget.setVisible(run.note().marked());
    }
  }
}
