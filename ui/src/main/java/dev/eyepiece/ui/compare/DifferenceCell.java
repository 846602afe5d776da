package dev.eyepiece.ui.compare;

import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/**
 * What differs: in words, and for calls of both how much, with a bar to either side of the middle.
 */
final class DifferenceCell extends TableCell<CallRow, CallRow> {
  private static final double HALF = 60;

  private final CompareTable table;
  private final Region less = new Region();
  private final Region more = new Region();
  private final HBox left = new HBox(less);
  private final HBox right = new HBox(more);
  private final Label figure = Kit.mono("");
  private final Label word = Kit.label("", "small", "muted");
  private final HBox box = new HBox(0, left, right, figure, word);

  DifferenceCell(CompareTable table) {
    this.table = table;
    less.getStyleClass().addAll("difference", "less");
    more.getStyleClass().addAll("difference", "more");
    for (HBox side : new HBox[] {left, right}) {
      side.setMinWidth(HALF);
      side.setMaxWidth(HALF);
    }
    left.setAlignment(Pos.CENTER_RIGHT);
    right.setAlignment(Pos.CENTER_LEFT);
    figure.setMinWidth(84);
    figure.setAlignment(Pos.CENTER_RIGHT);
    box.setSpacing(0);
    HBox.setMargin(word, new javafx.geometry.Insets(0, 0, 0, 12));
    box.setAlignment(Pos.CENTER_LEFT);
  }

  @Override
  protected void updateItem(CallRow row, boolean empty) {
    super.updateItem(row, empty);
    if (empty || row == null) {
      setGraphic(null);
      return;
    }
    Verdict verdict = row.verdict();
    boolean both = verdict != Verdict.ONLY_LEFT && verdict != Verdict.ONLY_RIGHT;
    long difference = row.difference();
    double share = Math.abs((double) difference) / Math.max(1, table.largest());
    // Calls of one trace alone have a full figure, and no bar: they are neither slow nor fast.
    width(less, both && difference < 0 ? share : 0);
    width(more, both && difference > 0 ? share : 0);
    figure.setText(
        !both || difference == 0
            ? both ? "0" : ""
            : (difference > 0 ? "+" : "") + Formats.duration(difference));
    word.setText(verdict.title());
    getStyleClass().removeAll("one-side");
    if (!both) {
      getStyleClass().add("one-side");
    }
    setGraphic(box);
  }

  private static void width(Region bar, double share) {
    double pixels = share <= 0 ? 0 : Math.max(2, Math.min(1, share) * HALF);
    bar.setMinWidth(pixels);
    bar.setMaxWidth(pixels);
    bar.setPrefWidth(pixels);
  }
}
