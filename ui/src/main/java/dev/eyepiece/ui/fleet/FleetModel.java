package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.opamp.ConfigState;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.opamp.FleetException;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.ruleeditor.DiffLine;
import dev.eyepiece.ruleeditor.LineDiff;
import dev.eyepiece.ui.task.Background;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The list of agents, the one that is looked at, and the config that it is to get. FX thread. */
public final class FleetModel {
  /** Presence changes by time alone, so the list is made anew so often though nothing came. */
  private static final long CALM_NANOS = 2_000_000_000L;

  private static final String FORGOTTEN = "The agent is forgotten";

  private final FleetSource fleet;
  private final Background background;
  private final LongSupplier nanos;
  private final ReadOnlyObjectWrapper<List<AgentSummary>> rows =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<FleetCounts> counts =
      new ReadOnlyObjectWrapper<>(FleetCounts.of(List.of()));
  private final ReadOnlyObjectWrapper<@Nullable AgentDetails> agent = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<DiffLine>> difference =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
  private Narrowing narrowing = Narrowing.NONE;
  private FleetOrder order = FleetOrder.NAME;
  private boolean ascending = true;
  private @Nullable InstanceUid chosen;
  private long seenChanges = -1;
  private long askedAt;
  private boolean asking;
  private boolean again;
  private String draft = "";
  private int drafts;

  /** One answer of the fleet. */
  private record Look(
      List<AgentSummary> rows, FleetCounts counts, @Nullable AgentDetails agent, long changes) {}

  public FleetModel(FleetSource fleet, Background background, LongSupplier nanos) {
    this.fleet = fleet;
    this.background = background;
    this.nanos = nanos;
  }

  ReadOnlyObjectProperty<List<AgentSummary>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<FleetCounts> countsProperty() {
    return counts.getReadOnlyProperty();
  }

  /** All about the agent that is looked at; null for none. */
  ReadOnlyObjectProperty<@Nullable AgentDetails> agentProperty() {
    return agent.getReadOnlyProperty();
  }

  /** What the draft changes of what the agent has. */
  ReadOnlyObjectProperty<List<DiffLine>> differenceProperty() {
    return difference.getReadOnlyProperty();
  }

  /** What became of the last thing that was asked of an agent; empty for nothing. */
  ReadOnlyStringProperty stateProperty() {
    return state.getReadOnlyProperty();
  }

  String endpoint() {
    return fleet.endpoint();
  }

  String trouble() {
    return fleet.trouble();
  }

  /** Time has passed: looks again when something changed, or a while ago. */
  void tick() {
    boolean calm = nanos.getAsLong() - askedAt >= CALM_NANOS;
    if (!asking && (calm || fleet.changes() != seenChanges)) {
      refresh();
    }
  }

  /** Looks again. */
  void refresh() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    again = false;
    askedAt = nanos.getAsLong();
    Narrowing wanted = narrowing;
    FleetOrder by = order;
    boolean up = ascending;
    InstanceUid uid = chosen;
    background.run(
        "Fleet", () -> look(wanted, by, up, uid), this::looked, failure -> failed(failure));
  }

  private Look look(Narrowing wanted, FleetOrder by, boolean up, @Nullable InstanceUid uid) {
    long changes = fleet.changes();
    List<AgentSummary> all = fleet.agents();
    List<AgentSummary> some =
        all.stream().filter(wanted::leaves).sorted(by.comparator(up)).toList();
    return new Look(some, FleetCounts.of(all), uid == null ? null : fleet.agent(uid), changes);
  }

  static String healthText(AgentSummary agent) {
    Boolean healthy = agent.healthy();
    return healthy == null ? "not said" : healthy ? "healthy" : "unhealthy";
  }

  private void looked(Look look) {
    asking = false;
    seenChanges = look.changes();
    counts.set(look.counts());
    if (!look.rows().equals(rows.get())) {
      rows.set(look.rows());
    }
    AgentDetails now = look.agent();
    if (now != null && now.summary().uid().equals(chosen)) {
      AgentDetails before = agent.get();
      if (!now.equals(before)) {
        agent.set(now);
        if (before == null || !base(before).equals(base(now))) {
          compare();
        }
      }
    } else if (chosen == null) {
      agent.set(null);
    }
    if (again) {
      refresh();
    }
  }

  private void failed(Throwable failure) {
    asking = false;
    state.set("The fleet is not known: " + failure.getMessage());
  }

  /** Shows only agents that have these words. */
  void filter(String words) {
    narrowing = narrowing.withWords(words);
    refresh();
  }

  /** Shows only agents of a share; null for all. */
  void only(@Nullable FleetShare share) {
    narrowing = narrowing.withShare(share);
    refresh();
  }

  /** Shows only agents of a version, empty for those that said none; null for all. */
  void version(@Nullable String version) {
    narrowing = narrowing.withVersion(version);
    refresh();
  }

  /** The version that the list is narrowed to; null for none. */
  @Nullable String version() {
    return narrowing.version();
  }

  void sort(FleetOrder by, boolean up) {
    order = by;
    ascending = up;
    refresh();
  }

  /** Looks at an agent; null for none. */
  void choose(@Nullable InstanceUid uid) {
    if (!Objects.equals(uid, chosen)) {
      chosen = uid;
      agent.set(null);
      state.set("");
      difference.set(List.of());
      draft = "";
      refresh();
    }
  }

  @Nullable InstanceUid chosen() {
    return chosen;
  }

  /** The text that a draft starts from: what the agent is to have, else what it runs. */
  static String base(AgentDetails agent) {
    List<ConfigText> config =
        agent.desiredConfig().isEmpty() ? agent.effectiveConfig() : agent.desiredConfig();
    StringBuilder text = new StringBuilder();
    for (ConfigText entry : config) {
      if (config.size() > 1) {
        text.append("# ").append(entry.name()).append('\n');
      }
      text.append(entry.body());
      if (!entry.body().endsWith("\n")) {
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** The config that is being written changed. */
  void draft(String text) {
    draft = text;
    compare();
  }

  private void compare() {
    AgentDetails now = agent.get();
    if (now == null || draft.isBlank()) {
      difference.set(List.of());
      return;
    }
    int mine = ++drafts;
    String before = base(now);
    String after = draft;
    background.run(
        "Difference",
        () -> LineDiff.of(before, after),
        lines -> {
          if (mine == drafts) {
            difference.set(LineDiff.differs(lines) ? LineDiff.brief(lines) : List.of());
          }
        },
        failure -> state.set("Not compared: " + failure.getMessage()));
  }

  /** Something that can be asked of the fleet. */
  private interface Act {
    String run(InstanceUid uid) throws FleetException;
  }

  private void act(String title, Act act) {
    InstanceUid uid = chosen;
    if (uid == null) {
      return;
    }
    state.set(title + " …");
    background.run(
        title,
        () -> act.run(uid),
        said -> {
          if (said.equals(FORGOTTEN)) {
            choose(null);
          }
          state.set(said);
          refresh();
        },
        failure -> state.set("Not done: " + failure.getMessage()));
  }

  /** Gives the agent the draft. */
  void push() {
    String text = draft;
    act(
        "Pushing",
        uid ->
            fleet.push(uid, List.of(new ConfigText("", "text/yaml", text))).offered()
                ? "Sent to the agent"
                : "The agent gets it when it comes next");
  }

  void rollback() {
    act(
        "Going back",
        uid ->
            fleet.rollback(uid).offered()
                ? "The config before was sent to the agent"
                : "The agent gets the config before when it comes next");
  }

  void restart() {
    act(
        "Restarting",
        uid -> {
          fleet.restart(uid);
          return "The agent was told to restart";
        });
  }

  void forget() {
    act(
        "Forgetting",
        uid -> {
          fleet.forget(uid);
          return FORGOTTEN;
        });
  }

  /** What the agent itself says of the config that it is to have. */
  static String said(AgentDetails agent) {
    ConfigState now = agent.summary().configState();
    String words =
        switch (now) {
          case NONE -> "has no config from here";
          case PENDING -> "waits to be offered the config";
          case OFFERED -> "was offered the config and has not said anything";
          case APPLYING -> "is applying the config";
          case APPLIED -> "applied the config";
          case FAILED -> "failed with the config";
          case ROLLED_BACK -> "failed with the config and went back to another";
          case UNSUPPORTED -> "takes no configs from a server";
        };
    String error = agent.summary().remoteConfigError();
    return "The agent " + words + (error.isEmpty() ? "" : ": " + error);
  }
}
