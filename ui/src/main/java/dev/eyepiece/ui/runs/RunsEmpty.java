package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.Runs;
import dev.eyepiece.ui.theme.Kit;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** How a run comes about, while there is none. FX thread only. */
final class RunsEmpty extends VBox {
  RunsEmpty() {
    super(8);
    setId("runs-none");
    setMaxWidth(760);
    getStyleClass().add("runs-empty");
    add("No run is held", "title");
    add(
        "A run is what one start of a program sent, or a stretch of time that you mark. Two of them"
            + " can be compared: what got slower, which errors and attributes are new.",
        "muted");
    add("Start a program as a run: its exporter is set to send here.", "strong");
    code("./eyepiece run --name before -- COMMAND");
    add("Or name the run in the program's own environment.", "strong");
    code("export OTEL_RESOURCE_ATTRIBUTES=" + Runs.RUN_NAME + "=before");
    add(
        "Or name one above and press Start a run: all that comes until its end belongs to it.",
        "strong");
  }

  private void add(String text, String style) {
    Label label = Kit.label(text, style);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    getChildren().add(label);
  }

  private void code(String text) {
    Label code = Kit.label(text, "code");
    code.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    code.setAlignment(Pos.CENTER_LEFT);
    code.setMinHeight(USE_PREF_SIZE);
    StackPane box = new StackPane(code, Kit.copyButton("Copy", () -> text));
    box.setAlignment(Pos.CENTER_RIGHT);
    getChildren().add(box);
  }
}
