package dev.eyepiece.ui.logs;

import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.chart.ChartPicture;
import dev.eyepiece.ui.chart.TimeTicks;
import dev.eyepiece.ui.facet.FacetsPane;
import dev.eyepiece.ui.list.ListFrame;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.shell.Action;
import dev.eyepiece.ui.shell.Keys;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Export;
import dev.eyepiece.ui.theme.ExportMenu;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Sheets;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.LogRow;
import dev.eyepiece.ui.trace.SearchActions;
import dev.eyepiece.ui.trace.TraceView;
import dev.eyepiece.ui.trace.ValueText;
import dev.eyepiece.ui.traces.BusyLine;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;

/** Log records as they come, with facets, severities over time and one record whole. */
public final class LogsView implements View {

  private final LogsViewModel model;
  private final Navigator navigator;
  private final ZoneId zone;
  private final BorderPane root = new BorderPane();
  private final FacetsPane facets;
  private final LogList list;
  private final LogDetails details;
  private final SplitPane outer;
  private final SplitPane inner;
  private final Node body;
  private final SeverityChart chart;
  private final ListFrame frame;
  private final ExportMenu export;
  private final Keys keys = new Keys();

  /**
   * @param receiving where programs send to, for whoever sees an empty list
   * @param actions what a value of a record does to the search
   */
  public LogsView(
      LogsViewModel model,
      Receiving receiving,
      Navigator navigator,
      SearchActions actions,
      Theme theme,
      Background background,
      Remembered remembered,
      ZoneId zone) {
    this.model = model;
    this.navigator = navigator;
    this.zone = zone;
    frame = new ListFrame("log", model, zone, this::catchUp);
    facets = new FacetsPane(theme, model);
    list = new LogList(model, theme, zone, remembered);
    details = new LogDetails(model, navigator, actions, zone);
    chart = new SeverityChart(theme, zone, model.sought()::only);
    export =
        new ExportMenu(
            "logs",
            List.of(
                Export.text("CSV", "csv", out -> LogExport.csv(model.rows(), out)),
                Export.text("JSON", "json", out -> LogExport.json(model.rows(), out)),
                ChartPicture.png("PNG of the chart", chart)),
            background,
            frame.told());
    body = body(receiving);
    inner = new SplitPane(body);
    outer = new SplitPane(facets, inner);
    SplitPane.setResizableWithParent(facets, false);
    SplitPane.setResizableWithParent(details, false);
    ListFrame.placeFacets(outer);
    outer.widthProperty().subscribe(() -> turn());
    root.getStyleClass().add("view");
    Sheets.dress(
        root, Sheets.of(TraceView.class, "trace.css"), Sheets.of(LogsView.class, "logs.css"));
    root.setCenter(outer);
    bindKeys();
    follow();
  }

  private Node body(Receiving receiving) {
    ListFrame.hideable(chart);
    ListFrame.hideable(list.header());
    export.setId("logs-export");
    return frame.around(
        list,
        new LogEmpty(model, receiving),
        new BusyLine(model.busyProperty()),
        chart,
        List.of(list.header()),
        export,
        Pos.BOTTOM_CENTER,
        new Insets(0, 0, 12, 0));
  }

  /** Details lie to the right where there is room, else below. */
  private void turn() {
    Orientation wanted =
        root.getWidth() >= Metrics.NARROW - Metrics.RAIL
            ? Orientation.HORIZONTAL
            : Orientation.VERTICAL;
    if (inner.getOrientation() != wanted) {
      inner.setOrientation(wanted);
      divide();
    }
  }

  private void divide() {
    inner.setDividerPositions(inner.getOrientation() == Orientation.HORIZONTAL ? 0.66 : 0.55);
  }

  private void bindKeys() {
    keys.bind("Enter", "open in place", () -> chosen(list::toggle))
        .bind("j", "next, previous", () -> step(1))
        .bind("k", "next, previous", () -> step(-1))
        .bind("e", "next, previous error", () -> model.nextError(true))
        .bind("E", "next, previous error", () -> model.nextError(false))
        .bind("o", "its trace", () -> chosen(this::openTrace))
        .bind("y", "copy", () -> chosen(this::copy))
        .bind("n", "newest", this::catchUp);
    ListFrame.bind(keys, list, root);
  }

  private void follow() {
    model.answerProperty().subscribe(answer -> answered(answer));
    model.pendingProperty().subscribe(count -> pill(count));
    model.troubleProperty().subscribe(text -> trouble(text));
    model.stateProperty().subscribe(this::stated);
    model.selectedProperty().subscribe(this::selected);
    model
        .lines()
        .addListener(
            (javafx.collections.ListChangeListener<LogLine>) change -> list.linesChanged());
  }

  private void answered(LogAnswer answer) {
    chart.show(answer.histogram());
    frame.footer(model.footer() + days());
  }

  private void stated(LogState state) {
    chart.setVisible(state instanceof LogState.Shown);
    list.header().setVisible(state instanceof LogState.Shown);
    frame.footer(model.footer() + days());
    trouble(model.troubleProperty().get());
  }

  /** The day of what is listed, for the rows tell the time alone. */
  private String days() {
    List<LogRow> rows = model.rows();
    if (rows.isEmpty()) {
      return "";
    }
    String first = TimeTicks.day(Formats.day(rows.getFirst().timeUnixNano(), zone));
    String last = TimeTicks.day(Formats.day(rows.getLast().timeUnixNano(), zone));
    return " · " + (first.equals(last) ? first : first + " to " + last);
  }

  private void trouble(String text) {
    frame.trouble(text, model.stateProperty().get() instanceof LogState.Failed);
  }

  private void pill(long count) {
    frame.pill(count > 0 ? Formats.count(count) + " new" : "");
  }

  /** Details take room only while there is something to tell. */
  private void selected(@Nullable LogRow row) {
    boolean there = inner.getItems().contains(details);
    if (row != null && !there) {
      inner.getItems().add(details);
      divide();
      // They may lie over the record now, once they are laid out.
      Platform.runLater(list::showSelected);
    } else if (row == null && there) {
      inner.getItems().remove(details);
    }
  }

  private void catchUp() {
    model.selectedProperty().set(null);
    list.toEnd();
    model.catchUp();
  }

  private void chosen(Consumer<LogRow> action) {
    LogRow row = model.selectedProperty().get();
    if (row != null) {
      action.accept(row);
    }
  }

  private void step(int step) {
    list.requestFocus();
    list.step(step);
  }

  private void openTrace(LogRow row) {
    if (row.hasTrace()) {
      navigator.open(new Place.Trace(row.traceId(), row.source().log().spanId()));
    } else {
      frame.told().accept("This record belongs to no trace");
    }
  }

  private void copy(LogRow row) {
    Kit.copy(ValueText.pretty(row.source().log().body()));
    frame.told().accept("Copied the body");
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    frame.show();
    model.show();
    if (place instanceof Place.Logs(Place.LogPoint at) && at != null) {
      model.find(at);
    }
  }

  @Override
  public void hide() {
    frame.hide();
    model.hide();
  }

  @Override
  public boolean closeLayer() {
    if (facets.closeLayer()) {
      return true;
    }
    boolean chosen = model.selectedProperty().get() != null;
    model.selectedProperty().set(null);
    return chosen;
  }

  @Override
  public List<KeyHint> keys() {
    return keys.hints();
  }

  @Override
  public List<Action> actions() {
    return List.of(new Action("Export log records", "Logs", "", export::show));
  }

  @Override
  public List<Node> panes() {
    return List.of(list, facets, details);
  }
}
