package dev.eyepiece.ui.profiles;

import dev.eyepiece.flamegraph.FlameGraphModel;
import dev.eyepiece.flamegraph.FlameGraphPane;
import dev.eyepiece.flamegraph.FlameSource;
import dev.eyepiece.stacks.FlamePalette;
import dev.eyepiece.stacks.Quantity;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.store.ProfileType;
import dev.eyepiece.ui.Receiving;
import dev.eyepiece.ui.list.EmptyParts;
import dev.eyepiece.ui.shell.Place;
import dev.eyepiece.ui.shell.View;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Icons;
import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Sheets;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Received profiles: what was profiled, and the flame graph of the choice. FX thread only. */
public final class ProfilesView implements View {
  private static final double ROW = 44;
  private static final String SHEET = "profiles.css";

  private final ProfilesModel model;
  private final BorderPane view = new BorderPane();
  private final FlameGraphModel flames;
  private final FlameGraphPane graph;
  private final Theme theme;
  private final ZoneId zone;
  private final ListView<ProfileType> types = new ListView<>();
  private final Label title = Kit.label("", "title");
  private final Label state = Kit.label("", "muted");
  private final StackPane centre = new StackPane();
  private final VBox nothing;
  private final BorderPane graphSide;
  private final SplitPane root;
  private final Timeline ticks;
  private final Node again;
  private boolean setting;

  /** The profile that runs was drawn since it was started. */
  private boolean hostDrawn;

  /** The graph is that of the host and not of the choice. */
  private boolean hostShown;

  /**
   * Builds it.
   *
   * @param host starts and stops profiles of this host; null where there is none
   */
  public ProfilesView(
      ProfilesModel model,
      @Nullable HostProfileModel host,
      Receiving receiving,
      Theme theme,
      Background background,
      ZoneId zone) {
    this.model = model;
    this.theme = theme;
    this.zone = zone;
    flames =
        new FlameGraphModel(
            action ->
                background.run(
                    "Flame graph",
                    () -> {
                      action.run();
                      return true;
                    },
                    done -> {},
                    failure -> state.setId("profiles-failed")),
            Platform::runLater);
    graph = new FlameGraphPane(flames, palette());
    types.setId("profile-types");
    types.setFixedCellSize(ROW);
    types.setCellFactory(view -> new Cell());
    types.setPlaceholder(Kit.label("No profile in this search and time range", "muted", "small"));
    types
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe((old, now) -> {
          if (now != null && !setting) {
            choose(now);
          }
        });
    state.textProperty().bind(model.stateProperty());
    state.setId("profiles-state");
    again = Icons.button(Feather.REFRESH_CW, "Sum again with what has come since", model::sum);
    HBox head = new HBox(12, title, again, state);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("header-strip");
    graphSide = new BorderPane(graph, head, null, null, null);
    nothing = nothing(receiving);
    centre.getChildren().setAll(nothing);
    VBox list = new VBox(types);
    VBox.setVgrow(types, Priority.ALWAYS);
    list.setMinWidth(180);
    root = new SplitPane(list, centre);
    // In a small window the graph needs the room more than the list does.
    list.maxWidthProperty()
        .bind(
            Bindings.when(root.widthProperty().lessThan(Metrics.NARROW)).then(220).otherwise(480));
    root.setDividerPositions(0.22);
    root.getStyleClass().add("view");
    SplitPane.setResizableWithParent(list, false);
    model.typesProperty().subscribe(now -> list(now));
    model.choiceProperty().subscribe(now -> select(now));
    model.sourceProperty().subscribe(now -> draw(now));
    theme.tokensProperty().subscribe((old, now) -> graph.setPalette(palette()));
    theme.fontsProperty().subscribe(fonts -> graph.setTextSize(fonts.size(FlameGraphPane.TEXT)));
    ticks = new Timeline(new KeyFrame(Duration.seconds(1), event -> model.tick()));
    ticks.setCycleCount(Animation.INDEFINITE);
    view.setCenter(root);
    view.getStyleClass().add("profiles-view");
    Sheets.dress(view, ProfilesView.class, SHEET);
    if (host != null) {
      view.setTop(new HostProfileStrip(host));
      host.sourceProperty().subscribe((old, now) -> drawHost(now));
      host.runningProperty().subscribe((old, now) -> hostDrawn = now ? false : hostDrawn);
    }
  }

  /** The host's graph takes the place of the choice until something is chosen again. */
  private void drawHost(@Nullable FlameSource source) {
    boolean kept = hostDrawn && (!hostShown || !model.isLive());
    if (source == null || kept) {
      return;
    }
    hostDrawn = true;
    hostShown = true;
    again.setDisable(true);
    setting = true;
    types.getSelectionModel().clearSelection();
    setting = false;
    title.setText(source.title());
    flames.refresh(source);
    graph.setVisible(true);
    centre.getChildren().setAll(graphSide);
  }

  /** Something that was received is chosen in the place of the host's profile. */
  private void choose(ProfileType chosen) {
    hostShown = false;
    again.setDisable(false);
    model.choose(ProfileChoice.of(chosen));
    select(model.choiceProperty().get());
    draw(model.sourceProperty().get());
  }

  private FlamePalette palette() {
    return theme.darkProperty().get() ? FlamePalette.DARK : FlamePalette.LIGHT;
  }

  private static VBox nothing(Receiving receiving) {
    String text =
        "OTLP profiles are taken at "
            + receiving.grpc()
            + " (gRPC) and "
            + receiving.http()
            + "/v1development/profiles (HTTP).";
    Label code = Kit.label(text, "muted");
    code.setWrapText(true);
    VBox box =
        new VBox(
            8,
            Kit.label("No profile has come yet", "title"),
            code,
            EmptyParts.sentence("To profile this host from a terminal:"),
            EmptyParts.code("./eyepiece profile --duration 10s --to " + receiving.grpc()));
    box.getStyleClass().add("page");
    box.setId("profiles-empty");
    return box;
  }

  private void list(List<ProfileType> now) {
    setting = true;
    types.getItems().setAll(now);
    select(model.choiceProperty().get());
    setting = false;
  }

  private void select(@Nullable ProfileChoice chosen) {
    if (hostShown) {
      return;
    }
    boolean was = setting;
    setting = true;
    title.setText(chosen == null ? "" : chosen.title());
    types.getItems().stream()
        .filter(type -> ProfileChoice.of(type).equals(chosen))
        .findFirst()
        .ifPresent(type -> types.getSelectionModel().select(type));
    setting = was;
  }

  private void draw(@Nullable FlameSource source) {
    if (hostShown) {
      return;
    }
    if (source != null) {
      flames.show(source);
    }
    centre.getChildren().setAll(model.isEmpty() ? nothing : graphSide);
    graph.setVisible(source != null);
  }

  @Override
  public Node node() {
    return view;
  }

  @Override
  public void show(Place place) {
    model.show();
    draw(model.sourceProperty().get());
    ticks.play();
  }

  @Override
  public void hide() {
    ticks.stop();
    model.hide();
  }

  @Override
  public List<Node> panes() {
    return List.of(types, graph);
  }

  @Override
  public List<KeyHint> keys() {
    return List.of(
        new KeyHint("↑ ↓ ← →", "frames"),
        new KeyHint("Enter", "zoom"),
        new KeyHint("Backspace", "zoom back"),
        new KeyHint("Ctrl+F", "find frames"));
  }

  private final class Cell extends ListCell<ProfileType> {
    private final Label service = Kit.label("");
    private final Label what = Kit.label("", "muted", "small");
    private final Label total = Kit.mono("", "small");
    private final Label when = Kit.mono("", "muted", "tiny");
    private final StackPane dot = new StackPane();
    private final VBox box;

    Cell() {
      service.setMinWidth(0);
      what.setMinWidth(0);
      total.setMinWidth(Region.USE_PREF_SIZE);
      when.setMinWidth(Region.USE_PREF_SIZE);
      HBox first = new HBox(6, dot, service, Kit.grow(), total);
      HBox second = new HBox(6, what, Kit.grow(), when);
      first.setAlignment(Pos.CENTER_LEFT);
      second.setAlignment(Pos.CENTER_LEFT);
      box = new VBox(2, first, second);
      box.setAlignment(Pos.CENTER_LEFT);
      box.setMinWidth(0);
      box.setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable ProfileType type, boolean none) {
      super.updateItem(type, none);
      setText(null);
      if (none || type == null) {
        setGraphic(null);
        return;
      }
      service.setText(type.service().isEmpty() ? "(no service)" : type.service());
      what.setText(type.type() + ", " + Formats.count(type.samples(), "sample"));
      total.setText(Quantity.text(type.total(), new SampleType(type.type(), type.unit())));
      when.setText(Formats.clock(type.lastUnixNano(), zone));
      dot.getChildren().setAll(Kit.dot(theme, type.service()));
      setAccessibleText("profile of " + service.getText() + ", " + what.getText());
      setGraphic(box);
    }
  }
}
