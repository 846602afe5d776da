package dev.eyepiece.ui.metrics;

import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.ui.shell.Keys;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Export;
import dev.eyepiece.ui.theme.ExportMenu;
import dev.eyepiece.ui.theme.FocusSoon;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Sheets;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.TraceView;
import java.time.ZoneId;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The metrics that are held, at the left, and a chart of the chosen one. FX thread only. */
public final class MetricsView implements View {

  /** Names are cut in the middle before the chart has to be. */
  private static final double EXPLORER_NARROW = 300;

  private static final double EXPLORER_MOST = 640;

  private final MetricsModel model;
  private final ListView<ExplorerRow> explorer = new ListView<>();
  private final TextField filter = new TextField();
  private final TextField promQl = new TextField();
  private final SplitPane split;
  private final StackPane root = new StackPane();
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
  private final Label trouble = Kit.label("", "banner");
  private final Label empty = Kit.label("", "muted");
  private final ChartPane chart;
  private final Legend legend;
  private final Keys keys;

  /** What is shown; files are written by another thread. */
  private volatile @Nullable Charted charted;

  public MetricsView(
      MetricsModel model, Navigator navigator, Theme theme, Background background, ZoneId zone) {
    this.model = model;
    chart =
        new ChartPane(
            theme,
            background,
            zone,
            mark -> navigator.open(new Place.Trace(mark.traceId(), mark.spanId())));
    legend = new Legend(theme, this::redraw);
    modes = new ModeButtons(model);
    ExportMenu export =
        new ExportMenu(
            "metric",
            List.of(
                Export.text("CSV", "csv", out -> write(out, true)),
                Export.text("JSON", "json", out -> write(out, false)),
                PictureExport.png(chart::picture)),
            background,
            told::setText);
    split = new SplitPane(explorerPane(theme), chartPane(export));
    split.setDividerPositions(0.32);
    root.getChildren().setAll(split, empty);
    root.getStyleClass().add("view");
    Sheets.dress(
        root, Sheets.of(TraceView.class, "trace.css"), Sheets.of(MetricsView.class, "metrics.css"));
    empty.setId("metrics-empty");
    empty.setWrapText(true);
    keys =
        new Keys()
            .bind("j", "metrics", () -> model.move(1))
            .bind("k", "metrics", () -> model.move(-1))
            .bind("m", "next way to show it", model::nextMode)
            .bind("Ctrl+P", "ask with PromQL", promQl::requestFocus)
            .bind("Ctrl+F", "find a metric", filter::requestFocus)
            .bind("y", "copy the name", this::copy);
    root.addEventHandler(KeyEvent.KEY_PRESSED, event -> keys.handle(event, isTyping(event)));
    model.rowsProperty().subscribe(rows -> showRows(rows));
    model.chartProperty().subscribe(now -> show(now));
    chart.crosshairProperty().subscribe(time -> showLegend(time.longValue()));
    model.chosenProperty().subscribe(now -> select());
    theme.tokensProperty().subscribe(() -> explorer.refresh());
  }

  private static boolean isTyping(KeyEvent event) {
    return event.getTarget() instanceof TextInputControl field && field.isEditable();
  }

  private Node explorerPane(Theme theme) {
    filter.setPromptText("Find a metric");
    filter.setId("metric-filter");
    filter.getStyleClass().add("search");
    filter.textProperty().bindBidirectional(model.filterProperty());
    explorer.setId("metrics");
    explorer.getStyleClass().add("explorer");
    explorer.setFixedCellSize(24);
    explorer.setAccessibleText("Metrics by service");
    explorer.setCellFactory(list -> new ExplorerCell(theme));
    explorer
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(row -> {
          if (row instanceof ExplorerRow.Metric(MetricEntry entry)) {
            model.choose(entry.key());
          }
        });
    Label count = Kit.label("");
    count.setId("metric-count");
    count.textProperty().bind(model.countProperty());
    HBox footer = new HBox(count);
    footer.getStyleClass().add("footer");
    HBox top = new HBox(filter);
    HBox.setHgrow(filter, javafx.scene.layout.Priority.ALWAYS);
    top.getStyleClass().add("explorer-head");
    BorderPane pane = new BorderPane(explorer, top, null, footer, null);
    pane.setMinWidth(220);
    pane.maxWidthProperty()
        .bind(
            Bindings.when(root.widthProperty().lessThan(Metrics.NARROW))
                .then(EXPLORER_NARROW)
                .otherwise(EXPLORER_MOST));
    SplitPane.setResizableWithParent(pane, false);
    return pane;
  }

  private Node chartPane(ExportMenu export) {
    title.setId("metric-title");
    title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    title.setMinWidth(60);
    export.setMinWidth(Region.USE_PREF_SIZE);
    unit.setMinWidth(0);
    facts.setId("metric-facts");
    facts.setMinWidth(0);
    description.setMinWidth(0);
    trouble.setWrapText(true);
    trouble.textProperty().bind(model.troubleProperty());
    trouble.visibleProperty().bind(trouble.textProperty().isNotEmpty());
    trouble.managedProperty().bind(trouble.visibleProperty());
    HBox first = new HBox(8, title, chip, unit, Kit.grow(), modes, export);
    first.getStyleClass().add("chart-head");
    promQl.setId("promql");
    promQl.getStyleClass().add("search");
    promQl.setPromptText("PromQL, such as sum by (http_route) (rate(requests_total[5m]))");
    promQl.setAccessibleText("PromQL");
    promQl.setOnAction(event -> model.ask(promQl.getText()));
    model.expressionProperty().subscribe(text -> promQl.setText(text));
    HBox ask = new HBox(promQl);
    HBox.setHgrow(promQl, javafx.scene.layout.Priority.ALWAYS);
    ask.getStyleClass().add("explorer-head");
    ramp.getStyleClass().add("heat-ramp");
    ramp.managedProperty().bind(ramp.visibleProperty());
    most.setMinWidth(Region.USE_PREF_SIZE);
    least.setMinWidth(Region.USE_PREF_SIZE);
    least.visibleProperty().bind(ramp.visibleProperty());
    least.managedProperty().bind(ramp.visibleProperty());
    HBox second = new HBox(12, description, Kit.grow(), told, facts, least, ramp, most);
    second.getStyleClass().add("chart-facts");
    BorderPane pane = new BorderPane(chart);
    pane.setTop(new VBox(ask, first, second, trouble));
    pane.setBottom(legend);
    return pane;
  }

  private void write(Appendable out, boolean csv) throws java.io.IOException {
    Charted now = charted;
    if (now == null) {
      return;
    }
    if (csv) {
      ChartExport.csv(now, out);
    } else {
      ChartExport.json(now, out);
    }
  }

  private void showRows(List<ExplorerRow> rows) {
    explorer.getItems().setAll(rows);
    select();
    boolean none = model.isAnswered() && rows.isEmpty() && model.filterProperty().get().isBlank();
    empty.setVisible(none);
    split.setVisible(!none);
    empty.setText(
        "No metric is held that matches the search and the time range. Metrics come from any"
            + " OpenTelemetry SDK or collector that exports to this window; Overview shows what to"
            + " set.");
  }

  private void select() {
    MetricKey chosen = model.chosenProperty().get();
    for (int i = 0; i < explorer.getItems().size(); i++) {
      if (explorer.getItems().get(i) instanceof ExplorerRow.Metric(MetricEntry entry)
          && entry.key().equals(chosen)) {
        if (explorer.getSelectionModel().getSelectedIndex() != i) {
          explorer.getSelectionModel().clearAndSelect(i);
          explorer.scrollTo(Math.max(0, i - 6));
        }
        return;
      }
    }
  }

  private void show(@Nullable Charted now) {
    charted = now;
    modes.show(now);
    if (now == null) {
      title.setText("");
      chip.setVisible(false);
      unit.setText("");
      description.setText("");
      facts.setText("");
      showRamp(null);
      chart.show(null, legend.hidden());
      legend.show(null, 0);
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
    chart.setAccessibleText(now.mode().title() + " of " + entry.key().name());
    showLegend(chart.crosshairProperty().get());
    redraw();
  }

  /** What the strongest colour means; the ground is no value at all. */
  private void showRamp(@Nullable ChartData data) {
    boolean heat = data instanceof ChartData.Heat;
    ramp.setVisible(heat);
    most.setText(
        data instanceof ChartData.Heat shown
            ? "to " + Units.number(shown.map().dense()) + " values"
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
        + Formats.count(now.entry().points())
        + " points"
        + (now.entry().temporality().isEmpty() ? "" : ", " + now.entry().temporality());
  }

  private void showLegend(long time) {
    Charted now = model.chartProperty().get();
    legend.show(now == null ? null : now.data(), time);
    double wanted = legend.wanted();
    legend.setPrefHeight(wanted);
    legend.setMinHeight(Math.min(wanted, 60));
    legend.setVisible(wanted > 8);
    legend.setManaged(wanted > 8);
  }

  private void redraw() {
    Charted now = model.chartProperty().get();
    chart.show(now == null ? null : now.data(), legend.hidden());
  }

  private void copy() {
    MetricKey chosen = model.chosenProperty().get();
    if (chosen != null) {
      Kit.copy(chosen.name());
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    if (place instanceof Place.Metrics(String service, String name)) {
      model.show(name.isEmpty() ? null : new MetricKey(service, name));
      FocusSoon.on(explorer);
    }
  }

  @Override
  public void hide() {
    model.hide();
  }

  @Override
  public List<KeyHint> keys() {
    return keys.hints();
  }

  @Override
  public boolean closeLayer() {
    if (!filter.getText().isEmpty()) {
      filter.clear();
      return true;
    }
    if (!model.expressionProperty().get().isEmpty()) {
      return model.ask("");
    }
    return false;
  }
}
