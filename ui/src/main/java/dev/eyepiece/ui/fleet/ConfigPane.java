package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentCapability;
import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.ruleeditor.DiffLine;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Why;
import dev.eyepiece.ui.trace.Segments;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The config that an agent runs, the one that it is to have, and the next one. FX thread only. */
final class ConfigPane extends BorderPane {
  private static final int MOST_SHOWN = 400_000;

  /** Which config is looked at. */
  private enum Which {
    EFFECTIVE("It runs"),
    DESIRED("It is to have"),
    NEXT("Write the next");

    private final String title;

    Which(String title) {
      this.title = title;
    }
  }

  private final FleetModel model;
  private final ObjectProperty<Which> which = new SimpleObjectProperty<>(Which.EFFECTIVE);
  private final TextArea shown = new TextArea();
  private final TextArea draft = new TextArea();
  private final ListView<DiffLine> difference = new ListView<>();
  private final Button push = new Button("Push to this agent");
  private final Button back = new Button("Go back to the one before");
  private final Why whetherPush = new Why(push);
  private final Why whetherBack = new Why(back);
  private final Label said = Kit.label("", "small");
  private final StackPane centre = new StackPane();
  private final SplitPane writing;
  private @Nullable InstanceUid draftOf;

  ConfigPane(FleetModel model) {
    this.model = model;
    shown.setId("agent-config");
    shown.setEditable(false);
    draft.setId("agent-draft");
    shown.getStyleClass().add("config-text");
    draft.getStyleClass().add("config-text");
    difference.setId("agent-diff");
    difference.getStyleClass().add("diff");
    difference.setFixedCellSize(20);
    difference.setCellFactory(view -> new Cell());
    difference.setPlaceholder(
        Kit.label("The draft is what the agent is to have", "muted", "small"));
    writing = new SplitPane(draft, difference);
    writing.setOrientation(javafx.geometry.Orientation.VERTICAL);
    writing.setDividerPositions(0.55);
    push.setId("agent-push");
    push.setDefaultButton(false);
    push.getStyleClass().add("accent");
    push.setOnAction(event -> model.push());
    back.setId("agent-rollback");
    back.setOnAction(event -> model.rollback());
    said.setId("agent-said");
    said.setWrapText(true);
    HBox top = new HBox(new Segments<>(List.of(Which.values()), one -> one.title, which));
    top.getStyleClass().add("config-bar");
    HBox bottom = new HBox(whetherPush, whetherBack, said);
    bottom.getStyleClass().addAll("config-bar", "bottom");
    setTop(top);
    setCenter(centre);
    setBottom(bottom);
    draft.textProperty().subscribe((old, now) -> model.draft(now));
    model.differenceProperty().subscribe(lines -> differ(lines));
    which.subscribe(now -> refresh());
    model.agentProperty().subscribe(agent -> refresh());
    model.stateProperty().subscribe(text -> refresh());
  }

  private void differ(List<DiffLine> lines) {
    difference.getItems().setAll(lines);
    AgentDetails agent = model.agentProperty().get();
    boolean takes =
        agent != null && AgentCapability.ACCEPTS_REMOTE_CONFIG.in(agent.summary().capabilities());
    whetherPush.because(
        !takes
            ? "This agent takes no config from a server"
            : lines.isEmpty() ? "The draft is what the agent is to have already" : "");
  }

  private void refresh() {
    AgentDetails agent = model.agentProperty().get();
    if (agent == null) {
      return;
    }
    if (!agent.summary().uid().equals(draftOf)) {
      draftOf = agent.summary().uid();
      draft.setText(FleetModel.base(agent));
    }
    boolean next = which.get() == Which.NEXT;
    Node content = next ? writing : shown;
    if (!centre.getChildren().contains(content)) {
      centre.getChildren().setAll(content);
    }
    if (!next) {
      String text =
          text(which.get() == Which.EFFECTIVE ? agent.effectiveConfig() : agent.desiredConfig());
      if (!text.equals(shown.getText())) {
        shown.setText(text);
      }
    }
    push.setVisible(next);
    back.setVisible(!next);
    whetherBack.because(agent.history().isEmpty() ? "Nothing was pushed before" : "");
    String state = model.stateProperty().get();
    said.setText(SafeText.line((state.isEmpty() ? "" : state + ". ") + FleetModel.said(agent)));
    said.getStyleClass().removeAll("bad", "muted");
    said.getStyleClass().add(agent.summary().remoteConfigError().isEmpty() ? "muted" : "bad");
  }

  private static String text(List<ConfigText> config) {
    if (config.isEmpty()) {
      return "# not known";
    }
    StringBuilder text = new StringBuilder();
    for (ConfigText entry : config) {
      if (config.size() > 1) {
        text.append("# ").append(entry.name()).append('\n');
      }
      text.append(entry.body()).append('\n');
    }
    String safe = SafeText.lines(text.toString());
    return safe.length() <= MOST_SHOWN
        ? safe
        : safe.substring(0, MOST_SHOWN)
            + "\n# cut here: "
            + (safe.length() - MOST_SHOWN)
            + " more characters are not shown";
  }

  private static final class Cell extends ListCell<DiffLine> {
    @Override
    protected void updateItem(@Nullable DiffLine line, boolean none) {
      super.updateItem(line, none);
      getStyleClass().removeAll("added", "removed", "left-out");
      if (none || line == null) {
        setText(null);
        return;
      }
      setText(line.kind().sign() + " " + SafeText.line(line.text()));
      switch (line.kind()) {
        case ADDED -> getStyleClass().add("added");
        case REMOVED -> getStyleClass().add("removed");
        case LEFT_OUT -> getStyleClass().add("left-out");
        case SAME -> {}
      }
    }
  }
}
