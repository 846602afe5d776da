package dev.eyepiece.ui.compare;

import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Action;
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
import dev.eyepiece.ui.theme.Sheets;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.Segments;
import dev.eyepiece.ui.trace.TraceData;
import dev.eyepiece.ui.trace.TraceView;
import java.time.ZoneId;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Two traces side by side, call by call. FX thread only. */
public final class CompareView implements View {
  private final CompareModel model;
  private final Navigator navigator;
  private final ZoneId zone;
  private final BorderPane root = new BorderPane();
  private final CompareTable table;
  private final HBox left = new HBox(12);
  private final HBox right = new HBox(12);
  private final HBox head = new HBox(12);
  private final Label told = Kit.label("", "small", "muted");
  private final ExportMenu export;
  private final Keys keys = new Keys();

  /** What is listed; files are written by another thread. */
  private volatile List<CallRow> listed = List.of();

  public CompareView(
      CompareModel model, Navigator navigator, Theme theme, Background background, ZoneId zone) {
    this.model = model;
    this.navigator = navigator;
    this.zone = zone;
    table = new CompareTable(theme, this::open);
    Label none = Kit.label("", "muted");
    none.textProperty().bind(model.saidProperty());
    table.setPlaceholder(none);
    export =
        new ExportMenu(
            "comparison",
            List.of(
                Export.text("CSV", "csv", out -> CompareExport.csv(listed, out)),
                Export.text("JSON", "json", out -> CompareExport.json(listed, out))),
            background,
            told::setText);
    Label said = Kit.label("", "small", "muted");
    said.setId("compare-said");
    said.textProperty().bind(model.saidProperty());
    head.getStyleClass().add("pane-head");
    left.getStyleClass().add("compared");
    right.getStyleClass().add("compared");
    HBox foot = new HBox(said, Kit.grow(), told, export);
    foot.getStyleClass().add("footer");
    root.getStyleClass().add("view");
    Sheets.dress(root, TraceView.class, "trace.css");
    root.setTop(new VBox(left, right, head));
    root.setCenter(table);
    root.setBottom(foot);
    keys.bind("Enter", "open the span", () -> open(table.getSelectionModel().getSelectedItem()))
        .bind("j", "next, previous", () -> table.getSelectionModel().selectNext())
        .bind("k", "next, previous", () -> table.getSelectionModel().selectPrevious())
        .bind("x", "exchange A and B", this::exchange);
    table.addEventFilter(KeyEvent.KEY_PRESSED, event -> keys.handle(event, false));
    model.rowsProperty().subscribe(rows -> show(rows));
    model.tracesProperty().subscribe(() -> showHead());
  }

  private void show(List<CallRow> rows) {
    listed = rows;
    table.show(rows);
  }

  private void showHead() {
    TwoTraces now = model.tracesProperty().get();
    describe(left, "A", model.left(), now == null ? null : now.left());
    describe(right, "B", model.right(), now == null ? null : now.right());
    Segments<CompareModel.Only> only =
        new Segments<>(
            List.of(CompareModel.Only.values()),
            which -> which.title() + " " + Formats.count(model.count(which)),
            model.onlyProperty());
    only.setId("compare-only");
    head.getChildren().setAll(only);
  }

  private void describe(HBox line, String letter, @Nullable TraceId id, @Nullable TraceData data) {
    line.getChildren().setAll(Kit.chip(letter));
    line.setAlignment(Pos.CENTER_LEFT);
    if (data == null || id == null) {
      line.getChildren().add(Kit.label(String.valueOf(id), "mono", "muted"));
      return;
    }
    int node = data.headline();
    Label name = Kit.label(data.tree().service(node) + "  " + data.tree().name(node), "title");
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    name.setMinWidth(60);
    Hyperlink open = new Hyperlink(id.toString().substring(0, 7));
    open.getStyleClass().addAll("mono", "id");
    open.setMinWidth(HBox.USE_PREF_SIZE);
    open.setOnAction(event -> navigator.open(new Place.Trace(id, 0)));
    Label facts =
        Kit.mono(
            Formats.full(data.tree().startUnixNano(), zone).substring(0, 23)
                + "   "
                + Formats.duration(data.tree().durationNano())
                + "   "
                + Formats.count(data.spanCount(), "span")
                + "   "
                + Formats.count(data.errors().cardinality(), "error"),
            "muted");
    line.getChildren().addAll(name, open, Kit.grow(), facts);
  }

  /** Where the call is: in the second trace, else in the first. */
  private void open(@Nullable CallRow row) {
    TraceId first = model.left();
    TraceId second = model.right();
    if (row != null && first != null && second != null) {
      boolean inSecond = row.right().spanId() != 0;
      navigator.open(
          new Place.Trace(
              inSecond ? second : first, inSecond ? row.right().spanId() : row.left().spanId()));
    }
  }

  private void exchange() {
    TraceId first = model.left();
    TraceId second = model.right();
    if (first != null && second != null) {
      navigator.open(new Place.Compare(second, first));
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    if (place instanceof Place.Compare(TraceId first, TraceId second)) {
      told.setText("");
      model.open(first, second);
      FocusSoon.on(table);
    }
  }

  @Override
  public void hide() {
    model.stop();
  }

  @Override
  public List<KeyHint> keys() {
    return keys.hints();
  }

  @Override
  public List<Action> actions() {
    return List.of(new Action("Export the comparison", "Compare", "", export::show));
  }

  @Override
  public List<Node> panes() {
    return List.of(table, head);
  }
}
