package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunSummary;
import java.time.ZoneId;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/** What a run is called, which can be written over in place. FX thread only. */
final class RunNameCell extends TableCell<RunSummary, RunSummary> {
  private final ZoneId zone;
  private final Naming naming;
  private final Tooltip tip = new Tooltip();
  private final TextField field = new TextField();

  /** Takes what a run is to be called. */
  interface Naming {
    void call(RunSummary run, String label);
  }

  RunNameCell(ZoneId zone, Naming naming) {
    this.zone = zone;
    this.naming = naming;
    setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    tip.setWrapText(true);
    tip.setMaxWidth(640);
    field.setId("run-name");
    field.setAccessibleText("Name of the run");
    field.setOnAction(event -> done());
    field.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ESCAPE) {
        cancelEdit();
        event.consume();
      }
    });
  }

  private void done() {
    RunSummary run = getItem();
    String label = field.getText();
    cancelEdit();
    if (run != null && !label.strip().equals(run.label())) {
      naming.call(run, label);
    }
  }

  @Override
  public void startEdit() {
    super.startEdit();
    RunSummary run = getItem();
    if (isEditing() && run != null) {
      field.setText(run.label());
      setText(null);
      setGraphic(field);
      field.requestFocus();
      field.selectAll();
    }
  }

  @Override
  public void cancelEdit() {
    super.cancelEdit();
    show(getItem());
    getTableView().requestFocus();
  }

  @Override
  protected void updateItem(@Nullable RunSummary run, boolean empty) {
    super.updateItem(run, empty);
    if (!isEditing()) {
      show(empty ? null : run);
    }
  }

  private void show(@Nullable RunSummary run) {
    setGraphic(null);
    setText(run == null ? null : run.label());
    tip.setText(run == null ? "" : RunWords.whole(run, zone));
    setTooltip(run == null ? null : tip);
  }
}
