package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.facet.FacetsPane;
import dev.eyepiece.ui.list.ListFrame;
import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.shell.Action;
import dev.eyepiece.ui.shell.Keys;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Sheets;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The list of traces with its facets and the chart of durations. FX thread only. */
public final class TracesView implements View {
  private static final String ADDED = "traces.facets";

  private final TracesViewModel model;
  private final Navigator navigator;
  private final BorderPane root = new BorderPane();
  private final FacetsPane facets;
  private final DifferencePane differences;
  private final StackPane side;
  private final SplitPane split;
  private final TraceTable table;
  private final ScatterPane scatter;
  private final ListFrame frame;
  private final Button chip = new Button();
  private final BusyLine busy;
  private final ZoneId zone;
  private final Keys keys = new Keys();
  private final TraceMenu menu;
  private final TracesExport export;

  private final CompareButton compare;

  private final Timeline ticks = new Timeline(new KeyFrame(Duration.millis(500), event -> pill()));

  /**
   * @param receiving where programs send to, for whoever sees an empty list
   * @param remembered keeps the widths of columns and the facets that were added
   */
  public TracesView(
      TracesViewModel model,
      Receiving receiving,
      Navigator navigator,
      Theme theme,
      Background background,
      Remembered remembered,
      ZoneId zone) {
    this.model = model;
    this.navigator = navigator;
    this.zone = zone;
    frame = new ListFrame("trace", model, zone, this::catchUp);
    facets = new FacetsPane(theme, model);
    differences = new DifferencePane(model, zone);
    side = new StackPane(facets, differences);
    scatter = new ScatterPane(theme, zone, this::open, this::boxed);
    table = new TraceTable(model, theme, zone, remembered, this::open);
    busy = new BusyLine(model.busyProperty());
    compare =
        new CompareButton(
            navigator,
            table.getSelectionModel().selectedItemProperty(),
            () -> table.getSelectionModel().getSelectedItem(),
            frame.told());
    menu = new TraceMenu(model, this::open, compare::mark, frame.told());
    export = new TracesExport(model, scatter, background, frame.told());
    split = new SplitPane(side, list(receiving));
    SplitPane.setResizableWithParent(side, false);
    ListFrame.placeFacets(split);
    root.getStyleClass().add("view");
    Sheets.dress(root, TracesView.class, "traces.css");
    root.setCenter(split);
    table.setContextMenu(menu.menu());
    ticks.setCycleCount(Animation.INDEFINITE);
    restore(remembered);
    bindKeys();
    follow();
  }

  private Node list(Receiving receiving) {
    chip.setId("box-chip");
    chip.getStyleClass().add("box-chip");
    chip.setOnAction(event -> model.within(TraceBounds.ANY));
    chip.setAccessibleText("Take the box away");
    ListFrame.hideable(chip);
    ListFrame.hideable(scatter);
    return frame.around(
        table,
        new EmptyPane(model, receiving),
        busy,
        scatter,
        List.of(chip),
        new HBox(4, compare, export.button()),
        Pos.TOP_CENTER,
        new Insets(36, 0, 0, 0));
  }

  private void restore(Remembered remembered) {
    for (String field : remembered.get(ADDED, "").split("\n", -1)) {
      model.addFacet(field);
    }
    model
        .addedFacets()
        .addListener(
            (ListChangeListener<String>)
                change -> remembered.put(ADDED, String.join("\n", change.getList())));
  }

  private void bindKeys() {
    keys.bind("Enter", "open", () -> chosen(this::open))
        .bind("j", "next, previous", () -> step(1))
        .bind("k", "next, previous", () -> step(-1))
        .bind("c", "mark, compare", () -> chosen(compare::mark))
        .bind("y", "copy id", () -> chosen(menu::copyId))
        .bind("i", "only this service", () -> chosen(row -> service(row, false)))
        .bind("x", "not this service", () -> chosen(row -> service(row, true)))
        .bind("n", "newest", this::catchUp);
    ListFrame.bind(keys, table, root);
  }

  private void follow() {
    model.listingProperty().subscribe(answer -> table.rowsChanging());
    model.answersProperty().subscribe((old, now) -> answered());
    model.pendingProperty().subscribe(count -> pill());
    model.troubleProperty().subscribe(text -> trouble(text));
    model.stateProperty().subscribe(this::stated);
    model.boundsProperty().subscribe(this::bounds);
    model.comparison().stateProperty().subscribe(this::compared);
    model.selectedProperty().subscribe(id -> scatter.select(row(id)));
  }

  private void answered() {
    Listing answer = model.listingProperty().get();
    if (answer == null) {
      return;
    }
    Counted counted = answer.counted();
    ScatterData shown = counted == null ? ScatterData.EMPTY : counted.scatter();
    scatter.show(shown);
    table.rowsChanged(shown, !model.isSearchEmpty());
    scatter.select(row(model.selectedProperty().get()));
    frame.footer(model.footer());
    pill();
  }

  private @Nullable TraceRow row(@Nullable TraceId id) {
    int index = id == null ? -1 : model.indexOf(id);
    return index < 0 ? null : model.rows().get(index);
  }

  /** An axis of nothing would only take room from what helps. */
  private void stated(ListState state) {
    scatter.setVisible(!(state instanceof ListState.NothingReceived));
    trouble(model.troubleProperty().get());
  }

  private void trouble(String text) {
    frame.trouble(text, model.stateProperty().get() instanceof ListState.Failed);
  }

  private void bounds(TraceBounds now) {
    boolean any = now.equals(TraceBounds.ANY);
    chip.setVisible(!any);
    chip.setText(any ? "" : "Only traces of " + BoundsText.of(now, zone) + "   ✕");
  }

  private void compared(CompareState state) {
    boolean on = !(state instanceof CompareState.Off);
    differences.setVisible(on);
    facets.setVisible(!on);
    scatter.box(
        switch (state) {
          case CompareState.Off off -> null;
          case CompareState.Running(TraceBounds box) -> box;
          case CompareState.Failed(TraceBounds box, String why) -> box;
          case CompareState.Found(Comparison found) -> found.bounds();
        });
  }

  private void boxed(TraceBounds box) {
    model.compare(box);
  }

  private void pill() {
    frame.pill(PillText.of(model.pendingProperty().get(), model.spansSincePause()));
  }

  private void catchUp() {
    table.toTop();
    model.catchUp();
  }

  private void open(TraceRow row) {
    navigator.open(new Place.Trace(row.traceId(), 0));
  }

  private void chosen(java.util.function.Consumer<TraceRow> action) {
    TraceRow row = table.getSelectionModel().getSelectedItem();
    if (row != null) {
      action.accept(row);
    }
  }

  private void step(int step) {
    table.requestFocus();
    if (step > 0) {
      table.getSelectionModel().selectNext();
    } else {
      table.getSelectionModel().selectPrevious();
    }
    table.scrollIntoView(table.getSelectionModel().getSelectedIndex());
  }

  private void service(TraceRow row, boolean exclude) {
    model.toggle("service", row.rootService(), exclude);
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    frame.show();
    model.show();
    ticks.play();
  }

  @Override
  public void hide() {
    ticks.stop();
    frame.hide();
    model.hide();
  }

  @Override
  public boolean closeLayer() {
    if (facets.closeLayer()) {
      return true;
    }
    if (!(model.comparison().stateProperty().get() instanceof CompareState.Off)) {
      model.comparison().close();
      return true;
    }
    if (table.getSelectionModel().getSelectedIndex() >= 0) {
      table.getSelectionModel().clearSelection();
      return true;
    }
    return false;
  }

  @Override
  public List<KeyHint> keys() {
    return keys.hints();
  }

  @Override
  public List<Action> actions() {
    return export.actions();
  }

  @Override
  public List<Node> panes() {
    return List.of(table, side);
  }
}
