package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunSummary;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Why;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** How many runs there are, and the moments that begin and end one. FX thread only. */
final class RunsHead extends HBox {
  private final RunsModel model;
  private final Label count = Kit.label("", "muted", "small");
  private final Label said = Kit.label("", "muted", "small");
  private final TextField label = new TextField();
  private final Button start = new Button("Start a run", Icons.of(Feather.FLAG));
  private final Label open = Kit.label("", "small");
  private final Button end = new Button("End the run", Icons.of(Feather.SQUARE));

  RunsHead(RunsModel model) {
    super(12);
    this.model = model;
    getStyleClass().addAll("pane-head", "runs-head");
    Label title = Kit.label("Runs", "title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    count.setId("runs-count");
    said.setId("runs-said");
    said.textProperty().bind(model.saidProperty());
    label.setId("runs-label");
    label.setPromptText("name, such as: before the fix");
    label.setAccessibleText("Name of the run that starts now");
    label.setPrefWidth(220);
    label.setOnAction(event -> begin());
    start.setId("runs-start");
    start.setMinWidth(Region.USE_PREF_SIZE);
    start.setOnAction(event -> begin());
    end.setId("runs-end");
    end.setMinWidth(Region.USE_PREF_SIZE);
    end.setOnAction(event -> model.end());
    boolean fixed = !model.fixed().isEmpty();
    label.setDisable(fixed);
    Why whether = new Why(start);
    label
        .textProperty()
        .subscribe(text ->
            whether.because(
                fixed ? model.fixed() : text.isBlank() ? "A run needs a name to be found by" : ""));
    getChildren().setAll(title, count, Kit.grow(), said, open, label, whether, end);
    for (Region each : new Region[] {open, label, end}) {
      each.managedProperty().bind(each.visibleProperty());
    }
    model.listProperty().subscribe(this::show);
  }

  private void begin() {
    if (!label.getText().isBlank()) {
      model.start(label.getText());
      label.clear();
    }
  }

  private void show(RunsModel.Listing list) {
    long all = list.runs().size();
    count.setText(
        !list.trouble().isEmpty()
            ? "The runs cannot be listed: " + list.trouble()
            : !list.asked() ? "Looking" : Formats.count(all) + (all == 1 ? " run" : " runs"));
    RunSummary now = list.open();
    open.setText(
        now == null ? "" : Formats.middle(now.label(), 30) + " goes on, " + RunWords.took(now));
    open.setVisible(now != null);
    end.setVisible(now != null);
    label.setVisible(now == null);
    start.setVisible(now == null);
  }

  /** Puts the cursor where a run is named. */
  void name() {
    label.requestFocus();
  }
}
