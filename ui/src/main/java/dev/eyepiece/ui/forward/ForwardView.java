package dev.eyepiece.ui.forward;

import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.ui.shell.Action;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Sheets;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** Who gets what comes too: the list of endpoints, and one of them beside it. FX thread only. */
public final class ForwardView implements View {
  private static final Duration PACE = Duration.millis(500);
  private static final double LIST_SHARE = 0.5;

  private final ForwardModel model;
  private final ListView<ForwardStatus> list = new ListView<>();
  private final ForwardPane pane;
  private final VBox left;
  private final SplitPane split = new SplitPane();
  private final Timeline ticks;
  private boolean updating;

  public ForwardView(ForwardModel model) {
    this.model = model;
    pane = new ForwardPane(model);
    pane.setMinWidth(320);
    list.setId("forward-list");
    list.setAccessibleText("Endpoints");
    list.setCellFactory(view -> new ForwardCell());
    list.setPlaceholder(empty());
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe((old, now) -> {
          if (!updating && now != null) {
            model.choose(now.info().name());
          }
        });
    VBox.setVgrow(list, Priority.ALWAYS);
    left = new VBox(head(), list);
    left.setMinWidth(320);
    split.getItems().setAll(left);
    split.getStyleClass().addAll("view", "forward");
    Sheets.dress(split, ForwardView.class, "forward.css");
    model.rowsProperty().subscribe(rows -> update());
    model.draftProperty().subscribe(draft -> beside());
    ticks = new Timeline(new KeyFrame(PACE, event -> model.tick()));
    ticks.setCycleCount(Animation.INDEFINITE);
  }

  private Node head() {
    Label title = Kit.label("Forwarding", "title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    Button add = new Button("Add endpoint", Icons.of(Feather.PLUS));
    add.setId("forward-add");
    add.setMinWidth(Region.USE_PREF_SIZE);
    add.setDisable(!model.fixed().isEmpty());
    add.setOnAction(event -> model.begin());
    HBox line = new HBox(8, title, Kit.grow(), add);
    line.setAlignment(Pos.CENTER_LEFT);
    Label meaning =
        Kit.label(
            "What comes here goes to these receivers too. A receiver that is away or slow holds up"
                + " nobody: its requests wait in its own queue on disk.",
            "muted",
            "small");
    meaning.setWrapText(true);
    meaning.setMinHeight(Region.USE_PREF_SIZE);
    Label fixed = Kit.label(model.fixed(), "warn", "small");
    fixed.setWrapText(true);
    fixed.setManaged(!model.fixed().isEmpty());
    Label odd = Kit.label("", "warn", "small");
    odd.setId("forward-odd");
    odd.setWrapText(true);
    odd.setMinHeight(Region.USE_PREF_SIZE);
    odd.textProperty().bind(model.oddProperty());
    odd.managedProperty().bind(model.oddProperty().isNotEmpty());
    VBox head = new VBox(4, line, meaning, fixed, odd);
    head.getStyleClass().add("forward-head");
    return head;
  }

  private static Node empty() {
    Label text =
        Kit.label(
            "Nobody gets what comes yet. Add an endpoint here, start with"
                + " --forward grpc://HOST:4317, or list some under forward in the settings file.",
            "muted");
    text.setId("forward-empty");
    text.setWrapText(true);
    VBox box = new VBox(text);
    box.getStyleClass().add("forward-empty");
    return box;
  }

  private void update() {
    updating = true;
    List<ForwardStatus> rows = model.rowsProperty().get();
    if (list.getItems().size() == rows.size()) {
      for (int i = 0; i < rows.size(); i++) {
        if (!rows.get(i).equals(list.getItems().get(i))) {
          list.getItems().set(i, rows.get(i));
        }
      }
    } else {
      list.getItems().setAll(rows);
    }
    select();
    updating = false;
  }

  private void select() {
    ForwardStatus chosen = model.chosen();
    if (chosen == null) {
      list.getSelectionModel().clearSelection();
    } else {
      list.getSelectionModel().select(model.rowsProperty().get().indexOf(chosen));
    }
  }

  private void beside() {
    boolean wanted = model.draftProperty().get() != null;
    if (wanted && !split.getItems().contains(pane)) {
      split.getItems().setAll(left, pane);
      split.setDividerPositions(LIST_SHARE);
    } else if (!wanted && split.getItems().contains(pane)) {
      split.getItems().setAll(left);
    }
    updating = true;
    select();
    updating = false;
  }

  @Override
  public Node node() {
    return split;
  }

  @Override
  public void show(Place place) {
    model.tick();
    ticks.play();
  }

  @Override
  public void hide() {
    ticks.stop();
  }

  @Override
  public boolean closeLayer() {
    if (model.draftProperty().get() == null) {
      return false;
    }
    model.choose(null);
    return true;
  }

  @Override
  public List<Node> panes() {
    return split.getItems().contains(pane) ? List.of(left, pane) : List.of(left);
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(new KeyHint("↑ ↓", "endpoints"), new KeyHint("Esc", "close the endpoint"));
  }

  @Override
  public List<Action> actions() {
    return model.fixed().isEmpty()
        ? List.of(new Action("Add endpoint", "Forwarding", "", model::begin))
        : List.of();
  }
}
