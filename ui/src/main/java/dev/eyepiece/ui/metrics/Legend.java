package dev.eyepiece.ui.metrics;

import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.shape.Line;
import org.jspecify.annotations.Nullable;

/** The names of a chart's lines with their values; a click hides a line or shows it again. */
final class Legend extends ListView<LegendRow> {
  private static final double ROW = 22;

  private final Theme theme;
  private final Runnable changed;
  private final Set<String> hidden = new HashSet<>();
  private @Nullable ChartData data;

  /**
   * @param changed told when other lines are hidden
   */
  Legend(Theme theme, Runnable changed) {
    this.theme = theme;
    this.changed = changed;
    setId("legend");
    getStyleClass().add("legend");
    setFixedCellSize(ROW);
    setAccessibleText("Lines of the chart");
    setCellFactory(list -> new Row());
    setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        turn(getSelectionModel().getSelectedItem());
        event.consume();
      }
    });
  }

  /**
   * Shows the lines of a chart.
   *
   * @param time of the values, nanoseconds since 1970; 0 for the newest
   */
  void show(@Nullable ChartData now, long time) {
    data = now;
    if (!(now instanceof ChartData.Curves curves)) {
      getItems().clear();
      return;
    }
    List<LegendRow> rows = new ArrayList<>();
    for (int i = 0; i < curves.lines().size(); i++) {
      dev.eyepiece.ui.metrics.Line line = curves.lines().get(i);
      rows.add(
          new LegendRow(
              i,
              line.name(),
              hidden.contains(line.name()),
              time == 0 ? line.last() : LegendRow.at(line, time),
              curves.unit()));
    }
    if (!rows.equals(getItems())) {
      int selected = getSelectionModel().getSelectedIndex();
      getItems().setAll(rows);
      getSelectionModel().select(Math.min(selected, rows.size() - 1));
    }
  }

  private void turn(@Nullable LegendRow row) {
    if (row == null) {
      return;
    }
    if (!hidden.remove(row.name())) {
      hidden.add(row.name());
    }
    show(data, 0);
    changed.run();
  }

  Set<String> hidden() {
    return hidden;
  }

  /** Height that shows all rows, within reason. */
  double wanted() {
    return Math.clamp(getItems().size() * ROW + 8, 0, 7 * ROW + 8);
  }

  private final class Row extends ListCell<LegendRow> {
    private final Line swatch = new Line(0, 0, 18, 0);
    private final Label name = Kit.label("", "small");
    private final Label value = Kit.mono("");
    private final HBox box = new HBox(8, swatch, name, Kit.grow(), value);
    private final Tooltip tooltip = new Tooltip();

    Row() {
      swatch.setStrokeWidth(3);
      name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      name.setMinWidth(0);
      HBox.setHgrow(name, Priority.SOMETIMES);
      value.setMinWidth(USE_PREF_SIZE);
      box.setAlignment(Pos.CENTER_LEFT);
      box.setMinWidth(0);
      box.setPrefWidth(10);
      setOnMouseClicked(event -> turn(getItem()));
    }

    @Override
    protected void updateItem(LegendRow row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        setTooltip(null);
        return;
      }
      swatch.setStroke(theme.tokens().service(row.place()));
      swatch.getStrokeDashArray().clear();
      if (row.place() >= ServiceColours.PALETTE) {
        swatch.getStrokeDashArray().addAll(4.0, 4.0);
      }
      name.setText(row.name().isEmpty() ? "the only series" : row.name());
      value.setText(row.hidden() ? "hidden" : Units.value(row.value(), row.unit()));
      box.setOpacity(row.hidden() ? 0.45 : 1);
      tooltip.setText(row.name());
      setTooltip(tooltip);
      setAccessibleText(row.name() + ", " + value.getText());
      setGraphic(box);
    }
  }
}
