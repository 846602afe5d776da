package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.theme.Sheets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The fleet: the list of agents, and one of them beside it. FX thread only. */
public final class FleetView implements View {
  private static final Duration PACE = Duration.millis(250);
  private static final double LIST_SHARE = 0.52;

  private final FleetModel model;
  private final FleetTable table;
  private final AgentPane agent;
  private final VBox list;
  private final SplitPane split = new SplitPane();
  private final StackPane root = new StackPane();
  private final Timeline ticks;

  public FleetView(FleetModel model, InstantSource clock, ZoneId zone) {
    this.model = model;
    table = new FleetTable(model, clock);
    agent = new AgentPane(model, zone);
    list = new VBox(new FleetHead(model), table);
    list.setMinWidth(320);
    VBox.setVgrow(table, Priority.ALWAYS);
    agent.setMinWidth(320);
    split.getItems().setAll(list);
    root.getStyleClass().addAll("view", "fleet");
    Sheets.dress(root, FleetView.class, "fleet.css");
    model.countsProperty().subscribe(this::content);
    model.agentProperty().subscribe(this::beside);
    ticks = new Timeline(new KeyFrame(PACE, event -> model.tick()));
    ticks.setCycleCount(Animation.INDEFINITE);
  }

  private void content(FleetCounts now) {
    boolean empty = now.all() == 0;
    Node wanted = empty ? new FleetEmpty(model.endpoint(), model.trouble()) : split;
    boolean shown =
        !root.getChildren().isEmpty()
            && (empty
                ? root.getChildren().getFirst() instanceof FleetEmpty
                : root.getChildren().contains(split));
    if (!shown) {
      root.getChildren().setAll(wanted);
    }
  }

  private void beside(@Nullable AgentDetails now) {
    boolean there = split.getItems().contains(agent);
    if (now != null && !there) {
      split.getItems().setAll(list, agent);
      split.setDividerPositions(LIST_SHARE);
    } else if (now == null && there && model.chosen() == null) {
      split.getItems().setAll(list);
    }
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Place place) {
    model.refresh();
    ticks.play();
  }

  @Override
  public void hide() {
    ticks.stop();
  }

  @Override
  public boolean closeLayer() {
    if (model.chosen() == null) {
      return false;
    }
    model.choose(null);
    return true;
  }

  @Override
  public List<Node> panes() {
    return split.getItems().contains(agent) ? List.of(list, agent) : List.of(root);
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(new KeyHint("↑ ↓", "agents"), new KeyHint("Esc", "close the agent"));
  }
}
