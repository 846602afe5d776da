package dev.eyepiece.ui.fleet;

import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.opamp.ConfigState;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.Presence;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The list of agents: only what is in sight has cells, and only rows that changed are told. FX
 * thread only.
 */
final class FleetTable extends TableView<AgentSummary> {
  private static final double ROW = 28;
  private static final int NAME_COLUMN = 1;
  private static final int VERSION_COLUMN = 3;
  private static final int SEEN_COLUMN = 6;
  private static final int UID_COLUMN = 7;

  /** The end of a uid tells agents apart: those that began together begin alike. */
  private static final int SHORT_UID = 8;

  private static final long MILLI_NANOS = 1_000_000L;

  /** When more rows than this changed, exchanging all of them at once is less work. */
  private static final int MOST_SINGLE = 200;

  private final FleetModel model;
  private final InstantSource clock;
  private boolean setting;

  FleetTable(FleetModel model, InstantSource clock) {
    this.model = model;
    this.clock = clock;
    setId("fleet-table");
    setFixedCellSize(ROW);
    setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    setPlaceholder(Kit.label("No agent has these words", "muted"));
    column("", 26, FleetOrder.PRESENCE, agent -> "", PresenceCell::new);
    column("Name", 190, FleetOrder.NAME, FleetTable::name, Plain::new);
    column("Host", 110, FleetOrder.HOST, AgentSummary::host, Plain::new);
    column("Version", 72, FleetOrder.VERSION, AgentSummary::version, Mono::new);
    column("Health", 84, FleetOrder.HEALTH, FleetModel::healthText, HealthCell::new);
    column(
        "Config", 90, FleetOrder.CONFIG, agent -> agent.configState().toString(), ConfigCell::new);
    column("Last seen", 100, null, this::lastSeen, Plain::new);
    column("Uid", 96, FleetOrder.UID, FleetTable::uid, Mono::new);
    widthProperty().subscribe(now -> room(now.doubleValue()));
    setSortPolicy(table -> order());
    getSelectionModel().selectedItemProperty().subscribe((old, now) -> selected(now));
    model.rowsProperty().subscribe(this::put);
  }

  /** What matters least goes first when there is little room. */
  private void room(double width) {
    getColumns().get(UID_COLUMN).setVisible(width == 0 || width >= 640);
    getColumns().get(SEEN_COLUMN).setVisible(width == 0 || width >= 540);
    getColumns().get(VERSION_COLUMN).setVisible(width == 0 || width >= 460);
  }

  private static String uid(AgentSummary agent) {
    String whole = agent.uid().toString();
    return "…" + whole.substring(whole.length() - SHORT_UID);
  }

  private static String name(AgentSummary agent) {
    return agent.name().isEmpty() ? "(no service.name)" : agent.name();
  }

  private String lastSeen(AgentSummary agent) {
    long silence = Math.max(0, clock.millis() - agent.lastSeenUnixMillis());
    return agent.presence() == Presence.CONNECTED ? "now" : Formats.ago(silence * MILLI_NANOS);
  }

  private interface CellMaker {
    TableCell<AgentSummary, AgentSummary> cell(Function<AgentSummary, String> text);
  }

  private void column(
      String title,
      double width,
      @Nullable FleetOrder order,
      Function<AgentSummary, String> text,
      CellMaker maker) {
    TableColumn<AgentSummary, AgentSummary> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, 60));
    if (order == FleetOrder.PRESENCE) {
      column.setMinWidth(width);
      column.setMaxWidth(width);
    }
    column.setReorderable(false);
    column.setSortable(order != null);
    column.setUserData(order);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(made -> maker.cell(text));
    getColumns().add(column);
  }

  private boolean order() {
    if (!getSortOrder().isEmpty()
        && getSortOrder().getFirst().getUserData() instanceof FleetOrder order) {
      model.sort(order, getSortOrder().getFirst().getSortType() == TableColumn.SortType.ASCENDING);
    }
    return true;
  }

  private void selected(@Nullable AgentSummary now) {
    if (!setting && now != null) {
      model.choose(now.uid());
    }
  }

  /** A name that all rows have tells them not apart, where their hosts do. */
  private void nameOrHost(List<AgentSummary> rows) {
    boolean alike =
        rows.size() > 1 && rows.stream().map(AgentSummary::name).distinct().count() == 1;
    boolean hosts = rows.stream().map(AgentSummary::host).distinct().limit(2).count() == 2;
    getColumns().get(NAME_COLUMN).setVisible(!(alike && hosts));
  }

  private void put(List<AgentSummary> rows) {
    setting = true;
    nameOrHost(rows);
    if (!changed(rows)) {
      getItems().setAll(rows);
    }
    select(model.chosen());
    setting = false;
  }

  /** Exchanges the rows that changed; false when too many did or they are others. */
  private boolean changed(List<AgentSummary> rows) {
    if (rows.size() != getItems().size()) {
      return false;
    }
    int changes = 0;
    for (int i = 0; i < rows.size(); i++) {
      AgentSummary before = getItems().get(i);
      if (!before.uid().equals(rows.get(i).uid())) {
        return false;
      }
      changes += before.equals(rows.get(i)) ? 0 : 1;
    }
    if (changes > MOST_SINGLE) {
      return false;
    }
    for (int i = 0; i < rows.size() && changes > 0; i++) {
      if (!getItems().get(i).equals(rows.get(i))) {
        getItems().set(i, rows.get(i));
        changes--;
      }
    }
    return true;
  }

  private void select(@Nullable InstanceUid uid) {
    if (uid == null) {
      getSelectionModel().clearSelection();
      return;
    }
    AgentSummary selected = getSelectionModel().getSelectedItem();
    if (selected != null && selected.uid().equals(uid)) {
      return;
    }
    for (int i = 0; i < getItems().size(); i++) {
      if (Objects.equals(getItems().get(i).uid(), uid)) {
        getSelectionModel().select(i);
        return;
      }
    }
    getSelectionModel().clearSelection();
  }

  /** A text of an agent. */
  private static class Plain extends TableCell<AgentSummary, AgentSummary> {
    private final Function<AgentSummary, String> text;
    private final Tooltip tip = new Tooltip();

    Plain(Function<AgentSummary, String> text) {
      this.text = text;
    }

    @Override
    protected void updateItem(@Nullable AgentSummary agent, boolean none) {
      super.updateItem(agent, none);
      if (none || agent == null) {
        setText(null);
        blank();
      } else {
        setText(SafeText.line(text.apply(agent)));
        setTooltip(getText().isEmpty() ? null : tip(agent));
        dress(agent);
      }
    }

    /** All that a row may have cut: one text for every cell of it. */
    private Tooltip tip(AgentSummary agent) {
      tip.setText(
          SafeText.line(name(agent)) + "\n" + SafeText.line(agent.host()) + "\n" + agent.uid());
      return tip;
    }

    void dress(AgentSummary agent) {}

    void blank() {}

    final void style(String name, boolean on) {
      getStyleClass().remove(name);
      if (on) {
        getStyleClass().add(name);
      }
    }
  }

  private static final class Mono extends Plain {
    Mono(Function<AgentSummary, String> text) {
      super(text);
      getStyleClass().addAll("mono", "muted");
    }
  }

  private static final class HealthCell extends Plain {
    HealthCell(Function<AgentSummary, String> text) {
      super(text);
    }

    @Override
    void dress(AgentSummary agent) {
      style("bad", Boolean.FALSE.equals(agent.healthy()));
      style("muted", agent.healthy() == null);
    }
  }

  private static final class ConfigCell extends Plain {
    ConfigCell(Function<AgentSummary, String> text) {
      super(text);
    }

    @Override
    void dress(AgentSummary agent) {
      ConfigState state = agent.configState();
      style("bad", state == ConfigState.FAILED || state == ConfigState.ROLLED_BACK);
      style("muted", state == ConfigState.NONE || state == ConfigState.UNSUPPORTED);
    }
  }

  private static final class PresenceCell extends Plain {
    private final Region dot = new Region();

    PresenceCell(Function<AgentSummary, String> text) {
      super(text);
      dot.getStyleClass().add("presence");
    }

    @Override
    void dress(AgentSummary agent) {
      presence(dot, agent.presence());
      setAccessibleText(agent.presence().toString());
      setGraphic(dot);
    }

    @Override
    void blank() {
      setGraphic(null);
    }
  }

  /** Dresses a dot for a presence. */
  static void presence(Region dot, Presence presence) {
    dot.getStyleClass().removeAll("live", "stale");
    if (presence.isLive()) {
      dot.getStyleClass().add("live");
    } else if (presence == Presence.STALE) {
      dot.getStyleClass().add("stale");
    }
  }
}
