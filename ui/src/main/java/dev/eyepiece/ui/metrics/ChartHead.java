package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What stands above a chart: which metric it is, and what it was made of. FX thread only. */
final class ChartHead extends VBox {
  private final ModeButtons modes;
  private final Label title = Kit.label("", "title");
  private final Label chip = Kit.chip("", "metric-type");
  private final Label unit = Kit.label("", "muted");
  private final Label description = Kit.label("", "small", "muted");
  private final Label facts = Kit.label("", "small", "muted");
  private final Region ramp = new Region();
  private final Label least = Kit.label("0", "small", "muted");
  private final Label most = Kit.label("", "small", "muted");
  private final Label told = Kit.label("", "small", "muted");

  /**
   * @param tool to the right of the ways to look at the metric
   */
  ChartHead(ModeButtons modes, Node tool) {
    this.modes = modes;
    title.setId("metric-title");
    title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    title.setMinWidth(60);
    unit.setMinWidth(0);
    facts.setId("metric-facts");
    facts.setMinWidth(0);
    description.setMinWidth(0);
    HBox first = new HBox(8, title, chip, unit, Kit.grow(), modes, tool);
    first.getStyleClass().add("chart-head");
    ramp.getStyleClass().add("heat-ramp");
    ramp.managedProperty().bind(ramp.visibleProperty());
    most.setMinWidth(Region.USE_PREF_SIZE);
    least.setMinWidth(Region.USE_PREF_SIZE);
    least.visibleProperty().bind(ramp.visibleProperty());
    least.managedProperty().bind(ramp.visibleProperty());
    HBox second = new HBox(12, description, Kit.grow(), told, facts, least, ramp, most);
    second.getStyleClass().add("chart-facts");
    getChildren().setAll(first, second);
  }

  /** Says something that is not of the chart. */
  void tell(String text) {
    told.setText(text);
  }

  void show(@Nullable Charted now) {
    modes.show(now);
    if (now == null) {
      title.setText("");
      chip.setVisible(false);
      unit.setText("");
      description.setText("");
      facts.setText("");
      showRamp(null);
      return;
    }
    MetricEntry entry = now.entry();
    title.setText(entry.key().name());
    title.setTooltip(new Tooltip(entry.key().service() + "  " + entry.key().name()));
    chip.setVisible(entry.type() != MetricType.NONE);
    ExplorerCell.dress(chip, entry);
    unit.setText(Units.title(now.data().unit()));
    description.setText(entry.description());
    facts.setText(facts(now));
    showRamp(now.data());
  }

  /** What the strongest colour means; the ground is no value at all. */
  private void showRamp(@Nullable ChartData data) {
    boolean heat = data instanceof ChartData.Heat;
    ramp.setVisible(heat);
    most.setText(
        data instanceof ChartData.Heat shown
            ? Units.number(Math.ceil(shown.map().dense())) + " and more values"
            : "");
  }

  private static String facts(Charted now) {
    int left = now.data() instanceof ChartData.Curves curves ? curves.left() : 0;
    String series =
        now.more()
            ? Formats.count(now.series()) + " of " + Formats.count(now.entry().series()) + " series"
            : now.series() + " series";
    return series
        + (left > 0 ? ", the " + ChartMaker.MOST_LINES + " largest drawn" : "")
        + ", "
        + Formats.count(now.entry().points(), "point")
        + (now.entry().temporality().isEmpty() ? "" : ", " + now.entry().temporality());
  }
}
