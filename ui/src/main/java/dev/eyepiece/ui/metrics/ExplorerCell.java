package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/** A row of the explorer: a service, or a metric with type, unit, level and number of series. */
final class ExplorerCell extends ListCell<ExplorerRow> {
  /** Room for numbers of two digits, so that levels end below each other. */
  private static final double COUNT = 22;

  private final Theme theme;
  private final StackPane dot = new StackPane();
  private final Label chip = Kit.chip("", "metric-type");
  private final Label name = Kit.label("");
  private final Label unit = Kit.label("", "small", "muted");
  private final Label level = Kit.mono("");
  private final Label count = Kit.mono("", "muted");
  private final HBox box = new HBox(8, dot, chip, name, unit, Kit.grow(), level, count);
  private final Tooltip tooltip = new Tooltip();

  ExplorerCell(Theme theme) {
    this.theme = theme;
    box.setAlignment(Pos.CENTER_LEFT);
    box.setMinWidth(0);
    box.setPrefWidth(10);
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    name.setMinWidth(40);
    HBox.setHgrow(name, Priority.SOMETIMES);
    unit.setMinWidth(0);
    chip.setMinWidth(64);
    chip.setMaxWidth(64);
    chip.setAlignment(Pos.CENTER);
    level.setMinWidth(USE_PREF_SIZE);
    count.setMinWidth(COUNT);
    count.setAlignment(Pos.CENTER_RIGHT);
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(480);
    dot.managedProperty().bind(dot.visibleProperty());
    chip.managedProperty().bind(chip.visibleProperty());
  }

  /** Short words for types, each always the same. */
  static String shortType(MetricType type, boolean monotonic) {
    return switch (type) {
      case GAUGE -> "gauge";
      case SUM -> monotonic ? "sum" : "up-down";
      case HISTOGRAM -> "hist";
      case EXPONENTIAL_HISTOGRAM -> "exp hist";
      case SUMMARY -> "summary";
      case NONE -> "none";
    };
  }

  /** Gives a chip the word and the colour of a metric's type; tells the word. */
  static String dress(Label chip, MetricEntry entry) {
    String type = shortType(entry.type(), entry.monotonic());
    chip.setText(type);
    chip.getStyleClass().removeIf(name -> name.startsWith("type-"));
    chip.getStyleClass().add("type-" + type.replace(' ', '-'));
    return type;
  }

  @Override
  protected void updateItem(ExplorerRow row, boolean empty) {
    super.updateItem(row, empty);
    if (empty || row == null) {
      setGraphic(null);
      setTooltip(null);
      setAccessibleText("");
      return;
    }
    switch (row) {
      case ExplorerRow.Service service -> show(service);
      case ExplorerRow.Metric(MetricEntry entry) -> show(entry);
    }
    setGraphic(box);
  }

  private void show(ExplorerRow.Service service) {
    String title = service.name().isEmpty() ? "no service name" : service.name();
    dot.getChildren().setAll(Kit.dot(theme, service.name()));
    dot.setVisible(true);
    chip.setVisible(false);
    name.setText(title);
    name.getStyleClass().setAll("label", "strong");
    unit.setText("");
    level.setText("");
    count.setText(Formats.count(service.metrics()));
    setTooltip(null);
    setAccessibleText("service " + title + ", " + Formats.count(service.metrics(), "metric"));
  }

  private void show(MetricEntry entry) {
    dot.setVisible(false);
    chip.setVisible(true);
    String type = dress(chip, entry);
    name.setText(entry.key().name());
    name.getStyleClass().setAll("label");
    unit.setText(Units.title(entry.unit()));
    String now = entry.level();
    String total = entry.total();
    level.setText(total.isEmpty() ? now : "Σ " + total);
    count.setText(Formats.count(entry.series()));
    tooltip.setText(
        entry.key().name()
            + (entry.description().isEmpty() ? "" : "\n" + entry.description())
            + "\n"
            + entry.type().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + (entry.temporality().isEmpty() ? "" : ", " + entry.temporality())
            + ", "
            + Formats.count(entry.series())
            + " series, "
            + Formats.count(entry.points(), "point")
            + (now.isEmpty() ? "" : "\nnewest value " + now)
            + (total.isEmpty() ? "" : "\n" + total + " since it began to count"));
    setTooltip(tooltip);
    setAccessibleText(
        "metric "
            + entry.key().name()
            + ", "
            + type
            + ", "
            + entry.series()
            + " series"
            + (now.isEmpty() ? "" : ", now " + now)
            + (total.isEmpty() ? "" : ", in all " + total));
  }
}
