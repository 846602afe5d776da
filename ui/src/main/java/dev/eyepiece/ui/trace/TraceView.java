package dev.eyepiece.ui.trace;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.shell.Action;
import dev.eyepiece.ui.shell.Keys;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.ExportMenu;
import dev.eyepiece.ui.theme.FocusSoon;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Sheets;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The page of one trace: header, minimap, waterfall (or statistics, or a flame graph) and the
 * selected span. FX thread only.
 */
public final class TraceView implements View {
  private static final String MODE = "trace.mode";

  private final TraceViewModel model;
  private final Navigator navigator;
  private final TraceWalk walk;
  private final BorderPane root = new BorderPane();
  private final StackPane main = new StackPane();
  private final SplitPane split;
  private final HeaderStrip header;
  private final Waterfall waterfall;
  private final StatisticsPane statistics;
  private final FlamePane flame;
  private final Label told = Kit.label("", "small", "muted");
  private final ExportMenu export;
  private final Keys keys;
  private final Keys rowKeys;

  /**
   * Builds the page.
   *
   * @param walk the list that traces are opened from, to walk through it here
   */
  public TraceView(
      TraceViewModel model,
      Telemetry telemetry,
      Navigator navigator,
      TraceWalk walk,
      SearchActions actions,
      Theme theme,
      Remembered remembered,
      Background background,
      ZoneId zone) {
    this.model = model;
    this.navigator = navigator;
    this.walk = walk;
    told.setId("trace-told");
    told.managedProperty().bind(told.textProperty().isNotEmpty());
    export = TraceExportMenu.of(model, main, background, text -> told.setText(text));
    HBox after = new HBox(8, told, export);
    after.setAlignment(Pos.CENTER_LEFT);
    header = new HeaderStrip(model, zone, () -> walkTo(-1), () -> walkTo(1), after);
    waterfall = new Waterfall(model, theme, remembered, new Asking(telemetry, background));
    statistics = new StatisticsPane(model.statistics(), theme, this::showSpans);
    flame = new FlamePane(model.flame(), model, theme, this::showSpansOfCall);
    DetailsPane details =
        new DetailsPane(
            model,
            new Backlinks(telemetry, background),
            navigator,
            actions,
            theme,
            background,
            zone);
    waterfall.onMark(details::reveal);
    split = new SplitPane(main, details);
    SplitPane.setResizableWithParent(details, false);
    root.getStyleClass().add("view");
    Sheets.dress(root, TraceView.class, "trace.css");
    root.setTop(new VBox(header, new Minimap(model, theme, background)));
    root.setCenter(split);
    root.widthProperty().subscribe(() -> turn());
    TraceKeys traceKeys = new TraceKeys(model);
    keys = traceKeys.page(this::find, details::showLogs, this::walkTo);
    rowKeys = traceKeys.rows(waterfall);
    waterfall.addEventHandler(KeyEvent.KEY_PRESSED, event -> rowKeys.handle(event, false));
    root.addEventHandler(KeyEvent.KEY_PRESSED, event -> keys.handle(event, isTyping(event)));
    header.find().addEventHandler(KeyEvent.KEY_PRESSED, this::findKey);
    model.modeProperty().set(PageMode.of(remembered.get(MODE, "")));
    model
        .modeProperty()
        .subscribe(mode -> {
          remembered.put(MODE, mode.name());
          turnTo(mode);
        });
    turn();
  }

  /** Details lie to the right where there is room, else below. */
  private void turn() {
    boolean wide = root.getWidth() >= Metrics.NARROW - Metrics.RAIL;
    Orientation wanted = wide ? Orientation.HORIZONTAL : Orientation.VERTICAL;
    if (split.getOrientation() != wanted || split.getDividerPositions()[0] == 0.5) {
      split.setOrientation(wanted);
      split.setDividerPositions(wide ? 0.7 : 0.58);
    }
  }

  private void turnTo(PageMode mode) {
    boolean focused = isWithin(main);
    main.getChildren()
        .setAll(
            switch (mode) {
              case WATERFALL -> waterfall;
              case STATISTICS -> statistics;
              case FLAME -> flame;
            });
    if (focused) {
      focusMain();
    }
  }

  private boolean isWithin(Node pane) {
    Node focused = root.getScene() == null ? null : root.getScene().getFocusOwner();
    for (Node up = focused; up != null; up = up.getParent()) {
      if (up.equals(pane)) {
        return true;
      }
    }
    return false;
  }

  private void focusMain() {
    FocusSoon.on(
        switch (model.modeProperty().get()) {
          case WATERFALL -> waterfall;
          case STATISTICS -> statistics.table();
          case FLAME -> flame.drawing();
        });
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public List<Node> panes() {
    return List.of(main, split.getItems().get(1), header);
  }

  @Override
  public void show(Place place) {
    if (place instanceof Place.Trace(TraceId id, long spanId)) {
      told.setText("");
      model.open(id, spanId);
      header.showWalk(walk.indexOf(id), walk.size());
      focusMain();
    }
  }

  @Override
  public void hide() {
    model.hide();
  }

  private void walkTo(int step) {
    TraceId open = model.traceId();
    int index = open == null ? -1 : walk.indexOf(open);
    @Nullable TraceId other = index < 0 ? null : walk.at(index + step);
    if (other != null) {
      navigator.open(new Place.Trace(other, 0));
    }
  }

  private void showSpans(SpanGroup group) {
    model.showSpans(group.service(), group.name(), group.slowest());
  }

  private void showSpansOfCall(int call) {
    CallTree calls = model.flame().calls();
    if (calls != null && call > 0) {
      model.showSpans(calls.service(call), calls.name(call), calls.sample(call));
    }
  }

  @Override
  public List<KeyHint> keys() {
    List<KeyHint> hints = new ArrayList<>(keys.hints());
    hints.addAll(
        switch (model.modeProperty().get()) {
          case WATERFALL -> rowKeys.hints();
          case STATISTICS -> statistics.keys().hints();
          case FLAME -> flame.keys().hints();
        });
    return hints;
  }

  @Override
  public List<Action> actions() {
    return List.of(new Action("Export the trace", "Trace", "", export::show));
  }

  @Override
  public boolean closeLayer() {
    if (header.find().isFocused()) {
      focusMain();
      return true;
    }
    return (model.modeProperty().get() == PageMode.FLAME && model.flame().zoomOut())
        || model.leaveFind()
        || model.leaveFocus();
  }

  private void find() {
    header.find().requestFocus();
    header.find().selectAll();
  }

  private void findKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      model.finder().next(!event.isShiftDown());
      event.consume();
    }
  }

  private static boolean isTyping(KeyEvent event) {
    return event.getTarget() instanceof TextInputControl field && field.isEditable();
  }
}
