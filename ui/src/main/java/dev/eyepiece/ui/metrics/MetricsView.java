package dev.eyepiece.ui.metrics;

import dev.eyepiece.store.StoreException;
import dev.eyepiece.ui.shell.Keys;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Export;
import dev.eyepiece.ui.theme.ExportMenu;
import dev.eyepiece.ui.theme.FocusSoon;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Sheets;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.TraceView;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The metrics that are held, at the left, and a chart of the chosen one. FX thread only. */
public final class MetricsView implements View {
  private final MetricsModel model;
  private final TextField promQl = new TextField();
  private final ExplorerPane explorer;
  private final ChartHead head;
  private final SplitPane split;
  private final StackPane root = new StackPane();
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
    ExportMenu export =
        new ExportMenu(
            "metric",
            List.of(
                Export.text("CSV", "csv", out -> write(out, true)),
                Export.text("JSON", "json", out -> write(out, false)),
                PictureExport.png(chart::picture)),
            background,
            this::tell);
    export.setMinWidth(Region.USE_PREF_SIZE);
    explorer = new ExplorerPane(model, theme, root.widthProperty());
    head = new ChartHead(new ModeButtons(model), export);
    split = new SplitPane(explorer, chartPane());
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
            .bind("Ctrl+F", "find a metric", explorer::find)
            .bind("y", "copy the name", this::copy);
    root.addEventHandler(KeyEvent.KEY_PRESSED, event -> keys.handle(event, isTyping(event)));
    model.explorer().rowsProperty().subscribe(rows -> showRows(rows));
    model.chartProperty().subscribe(now -> show(now));
    chart.crosshairProperty().subscribe(time -> showLegend(time.longValue()));
    chart
        .widthProperty()
        .subscribe(width -> {
          if (width.intValue() > 1) {
            model.setWidth(width.intValue());
          }
        });
  }

  private static boolean isTyping(KeyEvent event) {
    return event.getTarget() instanceof TextInputControl field && field.isEditable();
  }

  private void tell(String text) {
    head.tell(text);
  }

  private Node chartPane() {
    trouble.setWrapText(true);
    trouble.textProperty().bind(model.troubleProperty());
    trouble.visibleProperty().bind(trouble.textProperty().isNotEmpty());
    trouble.managedProperty().bind(trouble.visibleProperty());
    promQl.setId("promql");
    promQl.getStyleClass().add("search");
    promQl.setPromptText("PromQL, such as sum by (http_route) (rate(requests_total[5m]))");
    promQl.setAccessibleText("PromQL");
    promQl.setOnAction(event -> model.ask(promQl.getText()));
    model.expressionProperty().subscribe(text -> promQl.setText(text));
    HBox ask = new HBox(promQl);
    HBox.setHgrow(promQl, Priority.ALWAYS);
    ask.getStyleClass().add("explorer-head");
    BorderPane pane = new BorderPane(chart);
    pane.setTop(new VBox(ask, head, trouble));
    pane.setBottom(legend);
    return pane;
  }

  private void write(Appendable out, boolean csv) throws java.io.IOException {
    Charted shown = charted;
    if (shown == null) {
      return;
    }
    Charted now;
    try {
      now = model.whole(shown);
    } catch (StoreException e) {
      throw new java.io.IOException("its points cannot be read: " + e.getMessage(), e);
    }
    if (csv) {
      ChartExport.csv(now, out);
    } else {
      ChartExport.json(now, out);
    }
  }

  private void showRows(List<ExplorerRow> rows) {
    explorer.show(rows);
    boolean none =
        model.isAnswered() && rows.isEmpty() && model.explorer().filterProperty().get().isBlank();
    empty.setVisible(none);
    split.setVisible(!none);
    empty.setText(
        "No metric is held that matches the search and the time range. Metrics come from any"
            + " OpenTelemetry SDK or collector that exports to this window; Overview shows what to"
            + " set.");
  }

  private void show(@Nullable Charted now) {
    charted = now;
    head.show(now);
    if (now == null) {
      chart.show(null, legend.hidden());
      legend.show(null, 0);
      return;
    }
    chart.setAccessibleText(now.mode().title() + " of " + now.entry().key().name());
    showLegend(chart.crosshairProperty().get());
    redraw();
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
      FocusSoon.on(explorer.list());
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
    if (explorer.clear()) {
      return true;
    }
    if (!model.expressionProperty().get().isEmpty()) {
      return model.ask("");
    }
    return false;
  }
}
