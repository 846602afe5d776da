package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.FlameLegend;
import dev.eyepiece.stacks.FlamePalette;
import dev.eyepiece.stacks.Frame;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

/**
 * A flame graph with everything around it: choices and search above, the graph, the table of
 * functions beside it, callers and callees of one function in its place, details and notes below.
 */
public final class FlameGraphPane extends BorderPane {
  /** The size of names as designed, in pixels before scaling. */
  public static final double TEXT = 11;

  private static final double LEGEND_WIDTH = 200;

  /** Of the pane's width that the table may take, so that a narrow window is mostly graph. */
  private static final double MOST_OF_TABLE = 0.45;

  private static final Executor PAINTING =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("flame graph painter").factory());

  private final FlameGraphModel model;
  private final FlameCanvas graph;
  private final FlameCanvas callers;
  private final FlameCanvas callees;
  private final FrameTable table;
  private final FlameToolbar toolbar;
  private final Label detail = new Label();
  private final VBox notes = new VBox(2);
  private final FlowPane legend = new FlowPane(14, 2);
  private final SplitPane sandwich = new SplitPane();
  private final Label calledBy = new Label("Callers");
  private final SplitPane center = new SplitPane();
  private FlamePalette palette;

  /**
   * A pane for a model.
   *
   * @param palette colours to begin with
   */
  public FlameGraphPane(FlameGraphModel model, FlamePalette palette) {
    this.model = model;
    this.palette = palette;
    getStyleClass().add("flame-graph");
    graph = new FlameCanvas(model.graph(), PAINTING, palette);
    graph.setId("flame-graph");
    callers = new FlameCanvas(model.callers(), PAINTING, palette);
    callees = new FlameCanvas(model.callees(), PAINTING, palette);
    callees.setId("flame-callees");
    callers.setId("flame-callers");
    model.callees().setIcicle(true);
    table = new FrameTable(model);
    toolbar = new FlameToolbar(model);
    FlameMenu.install(graph, model.graph(), model);
    FlameMenu.install(callers, model.callers(), model);
    FlameMenu.install(callees, model.callees(), model);
    graph.onDetail(box -> describe(model.graph(), box));
    callers.onDetail(box -> describe(model.callers(), box));
    callees.onDetail(box -> describe(model.callees(), box));
    sandwich.setOrientation(Orientation.VERTICAL);
    sandwich.getItems().addAll(titled(calledBy, callers), titled(new Label("Callees"), callees));
    setTop(new VBox(toolbar, new FlamePath(model)));
    StackPane middle = new StackPane(graph, sandwich, busy());
    middle.setMinSize(0, 0);
    center.getItems().addAll(middle, table);
    table.maxWidthProperty().bind(center.widthProperty().multiply(MOST_OF_TABLE));
    center.setDividerPositions(0.68);
    setCenter(center);
    setBottom(bottom());
    model.sceneProperty().subscribe(this::showScene);
    model.aroundProperty().subscribe(this::showAround);
    addEventFilter(KeyEvent.KEY_PRESSED, this::shortcut);
    addEventFilter(KeyEvent.KEY_TYPED, this::typed);
  }

  /** Other colours, for another theme. */
  public void setPalette(FlamePalette next) {
    palette = next;
    graph.setPalette(next);
    callers.setPalette(next);
    callees.setPalette(next);
    FlameScene scene = model.sceneProperty().get();
    if (scene != null) {
      showScene(scene);
    }
  }

  /**
   * Draws names in another size; rows keep their height.
   *
   * @param size height of an em in pixels before scaling, at most 13 for what a row holds
   */
  public void setTextSize(double size) {
    graph.setTextSize(size);
    callers.setTextSize(size);
    callees.setTextSize(size);
  }

  private static VBox titled(Label title, FlameCanvas canvas) {
    title.setPadding(new Insets(2, 6, 2, 6));
    VBox box = new VBox(title, canvas);
    VBox.setVgrow(canvas, Priority.ALWAYS);
    return box;
  }

  private ProgressIndicator busy() {
    ProgressIndicator indicator = new ProgressIndicator();
    indicator.setMaxSize(28, 28);
    indicator.visibleProperty().bind(model.busyProperty());
    return indicator;
  }

  private VBox bottom() {
    detail.getStyleClass().add("flame-detail");
    detail.setId("flame-detail");
    detail.setMinHeight(18);
    Label error = new Label();
    error.textProperty().bind(model.errorProperty());
    error.visibleProperty().bind(model.errorProperty().isNotEmpty());
    error.managedProperty().bind(error.visibleProperty());
    error.setWrapText(true);
    HBox line = new HBox(16, detail, legend);
    HBox.setHgrow(detail, Priority.ALWAYS);
    detail.setMaxWidth(Double.MAX_VALUE);
    legend.setAlignment(Pos.CENTER_RIGHT);
    legend.setMinWidth(LEGEND_WIDTH);
    VBox box = new VBox(2, line, error, notes);
    box.setPadding(new Insets(4, 8, 4, 8));
    return box;
  }

  private void describe(GraphState state, int box) {
    FlameScene scene = state.scene();
    detail.setText(
        scene == null || box < 0 || box >= scene.layout().size()
            ? summary()
            : FlameText.describe(scene, box));
  }

  private String summary() {
    FlameScene scene = model.sceneProperty().get();
    return scene == null ? "" : FlameText.summary(scene);
  }

  private void showScene(FlameScene scene) {
    notes.getChildren().clear();
    legend.getChildren().clear();
    if (scene == null) {
      return;
    }
    detail.setText(summary());
    for (String note : scene.picture().notes()) {
      Label label = new Label(note);
      label.setWrapText(true);
      label.getStyleClass().add("flame-note");
      notes.getChildren().add(label);
    }
    for (FlameLegend.Entry entry :
        FlameLegend.of(scene.kinds(), scene.picture().diff() != null, palette)) {
      Rectangle swatch = new Rectangle(10, 10, Color.web(FlamePalette.hex(entry.color())));
      HBox item = new HBox(5, swatch, new Label(entry.label()));
      item.setAlignment(Pos.CENTER_LEFT);
      legend.getChildren().add(item);
    }
  }

  private void showAround(Frame frame) {
    boolean shown = frame != null;
    sandwich.setVisible(shown);
    graph.setVisible(!shown);
    calledBy.setText(shown ? "Callers of " + frame.name() : "");
  }

  // Not when the key is pressed: the letter would follow into the field.
  private void typed(KeyEvent event) {
    if (event.getCharacter().equals("/") && !toolbar.isSearching()) {
      toolbar.focusSearch();
      event.consume();
    }
  }

  private void shortcut(KeyEvent event) {
    boolean find = event.isShortcutDown() && event.getCode() == KeyCode.F;
    if (find) {
      toolbar.focusSearch();
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE && toolbar.isSearching()) {
      toolbar.clearSearch();
      graph.requestFocus();
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE && model.aroundProperty().get() != null) {
      model.lookAway();
      graph.requestFocus();
      event.consume();
    }
  }

  /** Whether every picture that was wished for has been drawn. */
  boolean isSettled() {
    return graph.isSettled() && callers.isSettled() && callees.isSettled();
  }
}
