package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentCapability;
import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.opamp.ConfigEvent;
import dev.eyepiece.opamp.HealthNode;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What an agent is and how it fares. FX thread only. */
final class AgentFacts extends ScrollPane {
  private static final long MILLI_NANOS = 1_000_000L;
  private static final int INDENT = 16;
  private static final int MOST_COMPONENTS = 300;

  private final ZoneId zone;
  private final VBox body = new VBox();

  /** The folded parts that the reader has opened, for whichever agent. */
  private final Set<String> open = new HashSet<>();

  private int components;

  AgentFacts(ZoneId zone) {
    this.zone = zone;
    setId("agent-facts");
    setFitToWidth(true);
    getStyleClass().add("agent-scroll");
    body.getStyleClass().add("agent-body");
    setContent(body);
  }

  void show(AgentDetails agent) {
    body.getChildren().clear();
    for (String error : agent.errors()) {
      Label label = Kit.label(SafeText.line(error), "agent-error");
      label.setWrapText(true);
      label.setMaxWidth(Double.MAX_VALUE);
      body.getChildren().add(label);
    }
    AgentSummary summary = agent.summary();
    GridPane facts = grid();
    fact(
        facts,
        "presence",
        summary.presenceReason().isEmpty()
            ? summary.presence() + ", over " + agent.transport() + " from " + agent.remote()
            : summary.presence() + ": " + summary.presenceReason());
    fact(facts, "last seen", time(summary.lastSeenUnixMillis()));
    if (!agent.complete()) {
      fact(facts, "known", "not all: it was asked for its full state");
    }
    if (agent.duplicates() > 0) {
      fact(facts, "duplicates", agent.duplicates() + " times another program used this uid");
    }
    if (!agent.connectionSettingsStatus().isEmpty()) {
      fact(facts, "connection", agent.connectionSettingsStatus());
    }
    body.getChildren().add(facts);
    HealthNode health = agent.health();
    section("Health");
    if (health == null) {
      body.getChildren().add(Kit.label("It has not said how it fares.", "muted"));
    } else {
      components = 0;
      health(health, 0);
    }
    history(agent.history());
    body.getChildren().addAll(description(agent), identity(agent), abilities(agent));
  }

  private Fold description(AgentDetails agent) {
    GridPane description = grid();
    agent.identifying().forEach((key, value) -> fact(description, key, value));
    agent.nonIdentifying().forEach((key, value) -> fact(description, key, value));
    StringBuilder brief = new StringBuilder();
    for (Object value : agent.nonIdentifying().values()) {
      brief.append(brief.isEmpty() ? "" : " · ").append(SafeText.line(value));
    }
    return new Fold("Description", brief.toString(), description, open);
  }

  private Fold identity(AgentDetails agent) {
    GridPane identity = grid();
    String uid = agent.summary().uid().toString();
    fact(identity, "uid", uid);
    fact(identity, "first seen", time(agent.firstSeenUnixMillis()));
    agent
        .packages()
        .forEach(one ->
            fact(identity, "package", one.name() + " " + one.version() + " " + one.status()));
    return new Fold("Identity", uid, identity, open);
  }

  private Fold abilities(AgentDetails agent) {
    GridPane abilities = grid();
    List<String> titles = AgentCapability.titles(agent.summary().capabilities());
    fact(abilities, "can", String.join(", ", titles));
    if (!agent.customCapabilities().isEmpty()) {
      fact(abilities, "custom", String.join(", ", agent.customCapabilities()));
    }
    int custom = agent.customCapabilities().size();
    String brief =
        titles.size() + " of OpAMP's" + (custom == 0 ? "" : ", " + custom + " of its own");
    return new Fold("Capabilities", brief, abilities, open);
  }

  private static GridPane grid() {
    GridPane grid = new GridPane(12, 2);
    ColumnConstraints keys = new ColumnConstraints();
    keys.setMinWidth(Region.USE_PREF_SIZE);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    values.setMinWidth(0);
    grid.getColumnConstraints().setAll(keys, values);
    return grid;
  }

  private static void fact(GridPane grid, String key, Object value) {
    Label label = Kit.mono(SafeText.line(value));
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    Label name = Kit.label(SafeText.line(key), "agent-key");
    GridPane.setValignment(name, VPos.TOP);
    grid.addRow(grid.getRowCount(), name, label);
  }

  private void section(String title) {
    body.getChildren().add(Kit.label(title, "agent-section"));
  }

  private void health(HealthNode node, int depth) {
    components++;
    if (components > MOST_COMPONENTS) {
      if (components == MOST_COMPONENTS + 1) {
        body.getChildren().add(Kit.label("More components are not shown here.", "muted"));
      }
      return;
    }
    Region dot = new Region();
    dot.getStyleClass().addAll("presence", node.healthy() ? "live" : "ill");
    Label name = Kit.label(node.name().isEmpty() ? "agent" : SafeText.line(node.name()));
    Label status =
        Kit.label(
            SafeText.line(
                node.lastError().isEmpty()
                    ? node.status()
                    : node.status().isEmpty()
                        ? node.lastError()
                        : node.status() + ": " + node.lastError()),
            node.healthy() ? "muted" : "bad",
            "small");
    status.setWrapText(true);
    HBox line = new HBox(8, dot, name, status);
    line.getStyleClass().add("agent-line");
    line.setStyle("-fx-padding: 0 0 0 " + depth * INDENT);
    name.setMinWidth(Region.USE_PREF_SIZE);
    body.getChildren().add(line);
    node.components().forEach(component -> health(component, depth + 1));
  }

  private void history(List<ConfigEvent> events) {
    section("Config");
    if (events.isEmpty()) {
      body.getChildren().add(Kit.label("It has had no config from here.", "muted"));
      return;
    }
    for (ConfigEvent event : events.reversed()) {
      Label when =
          Kit.mono(Formats.clock(event.unixMillis() * MILLI_NANOS, zone), "muted", "small");
      Label hash = Kit.mono(event.hash().substring(0, Math.min(8, event.hash().length())), "small");
      boolean failed = event.step() == ConfigEvent.Step.FAILED;
      Label what =
          Kit.label(
              event.step().name().toLowerCase(java.util.Locale.ROOT)
                  + (event.error().isEmpty() ? "" : ": " + SafeText.line(event.error())),
              failed ? "bad" : "small");
      what.setWrapText(true);
      when.setMinWidth(Region.USE_PREF_SIZE);
      hash.setMinWidth(Region.USE_PREF_SIZE);
      HBox line = new HBox(8, when, hash, what);
      line.getStyleClass().add("agent-line");
      body.getChildren().add(line);
    }
  }

  private String time(long unixMillis) {
    return Formats.full(unixMillis * MILLI_NANOS, zone);
  }
}
