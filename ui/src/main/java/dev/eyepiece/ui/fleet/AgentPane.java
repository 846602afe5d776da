package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentCapability;
import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.opamp.ComponentNode;
import dev.eyepiece.opamp.WireMessage;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Why;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** All about one agent. FX thread only. */
final class AgentPane extends BorderPane {
  private static final long MILLI_NANOS = 1_000_000L;

  private final Region dot = new Region();
  private final Label name = Kit.label("", "title");
  private final Label about = Kit.label("", "muted", "small");
  private final AgentFacts facts;
  private final TreeView<String> components = new TreeView<>();
  private final TableView<WireMessage> messages = new TableView<>();
  private final Why restart;
  private final Why forget;
  private final ZoneId zone;
  private List<ComponentNode> shownComponents = List.of();
  private String uid = "";

  AgentPane(FleetModel model, ZoneId zone) {
    this.zone = zone;
    facts = new AgentFacts(zone);
    setId("agent");
    dot.getStyleClass().add("presence");
    name.setId("agent-name");
    name.setMinWidth(0);
    Button again = Icons.button(Feather.ROTATE_CW, "Restart the agent", model::restart);
    Button away = Icons.button(Feather.TRASH_2, "Forget this agent, which is gone", model::forget);
    again.setId("agent-restart");
    away.setId("agent-forget");
    restart = new Why(again);
    forget = new Why(away);
    HBox first =
        new HBox(
            dot,
            name,
            Kit.grow(),
            Kit.copyButton("Copy the uid", () -> uid),
            restart,
            forget,
            Icons.button(Feather.X, "Close (Esc)", () -> model.choose(null)));
    first.getStyleClass().add("agent-line");
    VBox head = new VBox(first, about);
    head.getStyleClass().add("agent-head");
    components.setId("agent-components");
    components.setShowRoot(false);
    components.setFixedCellSize(24);
    messages.setId("agent-messages");
    messages.setFixedCellSize(24);
    messages.setPlaceholder(Kit.label("No message since this server started", "muted"));
    messages.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    column("Time", 96, message -> Formats.clock(message.unixMillis() * MILLI_NANOS, this.zone));
    column("From", 60, message -> message.fromAgent() ? "agent" : "here");
    column("No.", 48, message -> message.fromAgent() ? Long.toString(message.sequence()) : "");
    column("Size", 70, message -> Formats.bytes(message.bytes()));
    column("What", 240, WireMessage::what);
    TabPane tabs =
        new TabPane(
            new Tab("Agent", facts),
            new Tab("Config", new ConfigPane(model)),
            new Tab("Components", components),
            new Tab("Messages", messages));
    tabs.setId("agent-tabs");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.getStyleClass().add("dense-tabs");
    setTop(head);
    setCenter(tabs);
    model.agentProperty().subscribe(this::show);
  }

  private void column(String title, double width, Function<WireMessage, String> text) {
    TableColumn<WireMessage, String> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
    messages.getColumns().add(column);
  }

  private void show(@Nullable AgentDetails agent) {
    if (agent == null) {
      return;
    }
    uid = agent.summary().uid().toString();
    FleetTable.presence(dot, agent.summary().presence());
    String service = agent.summary().name();
    name.setText(service.isEmpty() ? "(no service.name)" : SafeText.line(service));
    about.setText(
        SafeText.line(
            String.join(
                "  ·  ",
                List.of(
                        agent.summary().version(),
                        agent.summary().host(),
                        FleetModel.healthText(agent.summary()),
                        "config " + agent.summary().configState())
                    .stream()
                    .filter(text -> !text.isEmpty())
                    .toList())));
    restart.because(
        AgentCapability.ACCEPTS_RESTART_COMMAND.in(agent.summary().capabilities())
            ? ""
            : "This agent takes no command to restart");
    forget.because(
        agent.summary().presence().isLive() ? "Only an agent that is gone can be forgotten" : "");
    facts.show(agent);
    if (!agent.components().equals(shownComponents) || components.getRoot() == null) {
      shownComponents = agent.components();
      TreeItem<String> root = new TreeItem<>("");
      shownComponents.forEach(node -> root.getChildren().add(item(node, true)));
      if (shownComponents.isEmpty()) {
        root.getChildren().add(new TreeItem<>("It has not said what it is built of"));
      }
      components.setRoot(root);
    }
    messages.getItems().setAll(agent.messages().reversed());
  }

  private static TreeItem<String> item(ComponentNode node, boolean open) {
    StringBuilder text = new StringBuilder(SafeText.line(node.name()));
    node.metadata().values().forEach(value -> text.append("   ").append(SafeText.line(value)));
    TreeItem<String> item = new TreeItem<>(text.toString());
    item.setExpanded(open);
    node.components().forEach(child -> item.getChildren().add(item(child, false)));
    return item;
  }
}
