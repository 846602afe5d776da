package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunSummary;
import dev.eyepiece.ui.shell.Action;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.shell.Keys;
import dev.eyepiece.ui.shell.Navigator;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.theme.FocusSoon;
import dev.eyepiece.ui.theme.Sheets;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The runs, and what differs between two. FX thread only. */
public final class RunsView implements View, ChosenBar.Doing {
  private final RunsModel model;
  private final Ambient ambient;
  private final Navigator navigator;
  private final RunsHead head;
  private final RunTable table;
  private final RunsEmpty empty = new RunsEmpty();
  private final ChosenBar bar = new ChosenBar(this);
  private final ComparisonPane comparison;
  private final SplitPane split = new SplitPane();
  private final StackPane centre = new StackPane();
  private final BorderPane root = new BorderPane();
  private final Keys keys = new Keys();
  private final Timeline ticks;

  public RunsView(RunsModel model, Ambient ambient, Navigator navigator, Theme theme, ZoneId zone) {
    this.model = model;
    this.ambient = ambient;
    this.navigator = navigator;
    head = new RunsHead(model);
    table = new RunTable(model, zone);
    comparison = new ComparisonPane(model, theme);
    VBox below = new VBox(bar, comparison);
    VBox.setVgrow(comparison, Priority.ALWAYS);
    split.setOrientation(Orientation.VERTICAL);
    split.getItems().setAll(table, below);
    split.setDividerPositions(0.4);
    root.getStyleClass().addAll("view", "runs");
    Sheets.dress(root, RunsView.class, "runs.css");
    root.setTop(head);
    root.setCenter(centre);
    StackPane.setAlignment(empty, Pos.TOP_LEFT);
    keys.bind("Enter", "its traces", this::traces)
        .bind("l", "its log records", this::logs)
        .bind("r", "rename", this::rename)
        .bind("p", "pin, unpin", this::pin)
        .bind("x", "exchange A and B", model::exchange)
        .bind("j", "next, previous", () -> table.getSelectionModel().selectNext())
        .bind("k", "next, previous", () -> table.getSelectionModel().selectPrevious());
    table.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (table.getEditingCell() == null) {
            keys.handle(event, false);
          }
        });
    model.listProperty().subscribe(this::show);
    model.chosenProperty().subscribe(run -> chosen());
    ticks = new Timeline(new KeyFrame(Duration.seconds(1), event -> tick()));
    ticks.setCycleCount(Animation.INDEFINITE);
  }

  private void tick() {
    if (ambient.liveProperty().get()) {
      model.tick();
    }
  }

  private void show(RunsModel.Listing list) {
    table.show(list.runs());
    boolean none = list.asked() && list.runs().isEmpty() && list.trouble().isEmpty();
    Node wanted = none ? empty : split;
    if (!centre.getChildren().contains(wanted)) {
      centre.getChildren().setAll(wanted);
    }
    chosen();
  }

  private void chosen() {
    RunSummary run = model.chosenProperty().get();
    table.select(run);
    bar.show(run, model.listProperty().get().keeps());
  }

  @Override
  public void traces() {
    open(new Place.Traces());
  }

  @Override
  public void logs() {
    open(new Place.Logs());
  }

  /** Shows the records of the chosen run: by its name, in its time. */
  private void open(Place place) {
    RunSummary run = model.chosenProperty().get();
    if (run != null) {
      navigator.open(place, RunWords.search(run));
      ambient.rangeProperty().set(new Ambient.Range.Between(RunWords.range(run)));
    }
  }

  @Override
  public void rename() {
    table.rename();
  }

  @Override
  public void pin() {
    RunSummary run = model.chosenProperty().get();
    if (run != null && model.listProperty().get().keeps()) {
      model.pin(run, !run.pinned());
    }
  }

  @Override
  public void forget() {
    RunSummary run = model.chosenProperty().get();
    if (run != null) {
      model.forget(run);
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    model.show();
    ticks.play();
    FocusSoon.on(table);
  }

  @Override
  public void hide() {
    ticks.stop();
    model.stop();
  }

  @Override
  public boolean closeLayer() {
    if (model.chosenProperty().get() == null) {
      return false;
    }
    model.choose(null);
    return true;
  }

  @Override
  public List<KeyHint> keys() {
    return keys.hints();
  }

  @Override
  public List<Action> actions() {
    return List.of(
        model.listProperty().get().open() == null
            ? new Action("Start a run", "Runs", "", head::name)
            : new Action("End the run", "Runs", "", model::end));
  }

  @Override
  public List<Node> panes() {
    List<Node> panes = new ArrayList<>(List.of(head, table));
    panes.addAll(comparison.panes());
    return panes;
  }
}
