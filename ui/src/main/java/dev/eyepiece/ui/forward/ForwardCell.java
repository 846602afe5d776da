package dev.eyepiece.ui.forward;

import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.pipeline.ForwardStats;
import dev.eyepiece.ui.theme.Kit;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** An endpoint in the list. FX thread only. */
final class ForwardCell extends ListCell<ForwardStatus> {
  private final Label name = Kit.label("");
  private final Label state = Kit.chip("");
  private final Label url = Kit.mono("", "muted", "small");
  private final Label figures = Kit.label("", "muted", "small");
  private final Label trouble = Kit.label("", "small");
  private final VBox all;

  ForwardCell() {
    HBox head = new HBox(8, name, state, url);
    head.setAlignment(Pos.CENTER_LEFT);
    name.setMinWidth(USE_PREF_SIZE);
    trouble.setWrapText(true);
    trouble.setMinHeight(USE_PREF_SIZE);
    trouble.managedProperty().bind(trouble.textProperty().isNotEmpty());
    all = new VBox(2, head, figures, trouble);
    all.setMinWidth(0);
    // A long line wraps within the list rather than making it scroll.
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(ForwardStatus status, boolean empty) {
    super.updateItem(status, empty);
    if (empty || status == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    ForwardStats stats = status.stats();
    name.setText(status.info().name());
    url.setText(status.info().url());
    state.setText(ForwardWords.state(stats));
    figures.setText(ForwardWords.figures(stats));
    trouble.setText(ForwardWords.trouble(status));
    boolean bad = stats.state() == ForwardStats.State.FAILED || !stats.losses().isEmpty();
    trouble.getStyleClass().removeAll("bad", "warn");
    trouble.getStyleClass().add(bad ? "bad" : "warn");
    setAccessibleText(status.info().name() + ", " + state.getText() + ", " + trouble.getText());
    setGraphic(all);
  }
}
