package dev.eyepiece.ui.shell;

import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Theme;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.FXCollections;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The frame around the views: rail, search line, time range, status bar, keys, places gone to. FX
 * thread only.
 */
public final class WindowRoot extends BorderPane implements Navigator {
  private static final int MOST_PLACES = 200;

  private final Telemetry telemetry;
  private final Ambient ambient;
  private final Theme theme;
  private final Map<Class<? extends Place>, View> views = new LinkedHashMap<>();
  private final Map<Class<? extends Place>, ToggleButton> rail = new LinkedHashMap<>();
  private final ToggleGroup group = new ToggleGroup();
  private final TextField search = new TextField();
  private final Label searchError = new Label();
  private final ToggleButton live = new ToggleButton();
  private final StackPane centre = new StackPane();
  private final HBox status = new HBox();
  private final VBox railBox = new VBox();
  private final Deque<Place> past = new ArrayDeque<>();
  private final Deque<Place> future = new ArrayDeque<>();
  private final Timeline ticks =
      new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), event -> showStatus()));

  private @Nullable Place place;
  private @Nullable View view;
  private boolean goKey;

  public WindowRoot(Telemetry telemetry, Ambient ambient, Theme theme) {
    this.telemetry = telemetry;
    this.ambient = ambient;
    this.theme = theme;
    railBox.getStyleClass().add("rail");
    status.getStyleClass().add("status");
    searchError.getStyleClass().add("search-error");
    searchError.setMaxWidth(Double.MAX_VALUE);
    searchError.setVisible(false);
    searchError.managedProperty().bind(searchError.visibleProperty());
    setLeft(railBox);
    setTop(new VBox(top(), searchError));
    setCenter(centre);
    setBottom(status);
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    setOnMousePressed(event -> {
      if (event.getButton() == MouseButton.BACK) {
        back();
      } else if (event.getButton() == MouseButton.FORWARD) {
        forward();
      }
    });
    ticks.setCycleCount(Animation.INDEFINITE);
    ticks.play();
  }

  private HBox top() {
    Button back = icon(Feather.ARROW_LEFT, "Back (Alt+Left)");
    back.setOnAction(event -> back());
    Button forward = icon(Feather.ARROW_RIGHT, "Forward (Alt+Right)");
    forward.setOnAction(event -> forward());
    search.getStyleClass().add("search");
    search.setId("search");
    search.setPromptText("Search: words, service:name, duration:>100ms, status:error, -not, OR");
    HBox.setHgrow(search, Priority.ALWAYS);
    search.setMinWidth(120);
    search.setOnAction(event -> commit());
    ambient.searchProperty().subscribe(text -> search.setText(text));
    Map<String, Ambient.Range> ranges = new LinkedHashMap<>();
    ranges.put("All time", new Ambient.Range.All());
    for (int minutes : new int[] {5, 15, 30, 60, 360, 1440}) {
      ranges.put(
          "Last " + (minutes < 60 ? minutes + " min" : minutes / 60 + " h"),
          new Ambient.Range.Last(Duration.ofMinutes(minutes)));
    }
    ComboBox<String> range = new ComboBox<>(FXCollections.observableArrayList(ranges.keySet()));
    range.setId("time-range");
    range.setValue("All time");
    range.setOnAction(event ->
        ambient
            .rangeProperty()
            .set(ranges.getOrDefault(range.getValue(), new Ambient.Range.All())));
    live.setId("live");
    live.selectedProperty().bindBidirectional(ambient.liveProperty());
    live.selectedProperty().subscribe(on -> live.setText(on ? "Live" : "Paused"));
    live.setMinWidth(72);
    live.setTooltip(new Tooltip("Live or paused (Space)"));
    HBox top = new HBox(back, forward, search, range, live);
    top.getStyleClass().add("top");
    return top;
  }

  private static Button icon(Feather glyph, String tip) {
    Button button = new Button();
    button.setGraphic(new FontIcon(glyph));
    button.setTooltip(new Tooltip(tip));
    button.setAccessibleText(tip);
    button.getStyleClass().add("flat");
    return button;
  }

  /** Puts a view into the window; with an icon it gets a place on the rail. */
  public void add(
      Class<? extends Place> kind, View shown, @Nullable Feather glyph, String title, Place home) {
    views.put(kind, shown);
    if (glyph == null) {
      return;
    }
    ToggleButton button = new ToggleButton();
    button.setGraphic(new FontIcon(glyph));
    button.setTooltip(new Tooltip(title));
    button.setAccessibleText(title);
    button.setId("rail-" + title.toLowerCase(Locale.ROOT));
    button.setToggleGroup(group);
    button.setOnAction(event -> open(home));
    rail.put(kind, button);
    railBox.getChildren().add(button);
  }

  private void commit() {
    String text = search.getText().strip();
    try {
      Search.parse(text);
      searchError.setVisible(false);
      ambient.searchProperty().set(text);
      if (!(place instanceof Place.Traces)) {
        open(new Place.Traces());
      }
    } catch (SearchSyntaxException e) {
      searchError.setText("At character " + (e.position() + 1) + ": " + e.getMessage());
      searchError.setVisible(true);
      search.positionCaret(e.position());
    }
  }

  @Override
  public void open(Place to) {
    if (to.equals(place)) {
      return;
    }
    if (place != null) {
      past.push(place);
      if (past.size() > MOST_PLACES) {
        past.removeLast();
      }
    }
    future.clear();
    go(to);
  }

  private void go(Place to) {
    View next = views.get(to.getClass());
    if (next == null) {
      return;
    }
    if (view != null && !view.equals(next)) {
      view.hide();
    }
    place = to;
    view = next;
    centre.getChildren().setAll(next.node());
    ToggleButton button = rail.get(to instanceof Place.Trace ? Place.Traces.class : to.getClass());
    group.selectToggle(button);
    next.show(to);
    showStatus();
  }

  @Override
  public void back() {
    if (!past.isEmpty() && place != null) {
      future.push(place);
      go(past.pop());
    }
  }

  @Override
  public void forward() {
    if (!future.isEmpty() && place != null) {
      past.push(place);
      go(future.pop());
    }
  }

  private void key(KeyEvent event) {
    if (event.isAltDown() && event.getCode() == KeyCode.LEFT) {
      back();
      event.consume();
      return;
    }
    if (event.isAltDown() && event.getCode() == KeyCode.RIGHT) {
      forward();
      event.consume();
      return;
    }
    boolean typing =
        getScene().getFocusOwner() instanceof TextInputControl field && field.isEditable();
    if (event.getCode() == KeyCode.ESCAPE) {
      escape(typing);
      return;
    }
    if (typing || event.isShortcutDown()) {
      return;
    }
    plainKey(event);
  }

  private void escape(boolean typing) {
    if (searchError.isVisible()) {
      searchError.setVisible(false);
    } else if (typing && search.isFocused()) {
      centre.requestFocus();
    } else if (view != null && view.closeLayer()) {
      return;
    } else if (place instanceof Place.Trace) {
      back();
    }
  }

  private void plainKey(KeyEvent event) {
    if (goKey) {
      goKey = false;
      switch (event.getCode()) {
        case O -> open(new Place.Overview());
        case T -> open(new Place.Traces());
        case S -> open(new Place.Settings());
        default -> {
          return;
        }
      }
      event.consume();
      return;
    }
    switch (event.getCode()) {
      case SLASH -> {
        if (event.isShiftDown()) {
          return;
        }
        search.requestFocus();
        search.selectAll();
        event.consume();
      }
      case G -> {
        goKey = true;
        event.consume();
      }
      case SPACE -> {
        ambient.liveProperty().set(!ambient.liveProperty().get());
        event.consume();
      }
      default -> {}
    }
  }

  private void showStatus() {
    RoadStats stats = telemetry.stats();
    status.getChildren().clear();
    long total = stats.store().spans() + stats.unsealedSpans();
    label(
        Formats.count(total)
            + " spans held, "
            + Formats.bytes(stats.store().bytes())
            + " of "
            + Formats.bytes(stats.store().capBytes()));
    label(Formats.count(stats.spansPerSecond()) + " spans/s");
    if (stats.rejectedSpans() > 0) {
      label(Formats.count(stats.rejectedSpans()) + " rejected").getStyleClass().add("bad");
    }
    if (!stats.trouble().isEmpty()) {
      label(stats.trouble()).getStyleClass().add("bad");
    }
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean own) {
      long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      label(
          "CPU "
              + Math.round(
                  Math.max(0, own.getProcessCpuLoad())
                      * Runtime.getRuntime().availableProcessors()
                      * 100)
              + " %  heap "
              + Formats.bytes(heap));
    }
    Region grow = new Region();
    HBox.setHgrow(grow, Priority.ALWAYS);
    status.getChildren().add(grow);
    List<View.KeyHint> keys = view == null ? List.of() : view.keys();
    for (View.KeyHint hint : keys) {
      Label key = new Label(hint.key());
      key.getStyleClass().add("key");
      HBox pair = new HBox(4, key, new Label(hint.does()));
      pair.setMinWidth(Region.USE_PREF_SIZE);
      status.getChildren().add(pair);
    }
  }

  private Label label(String text) {
    Label label = new Label(text);
    label.setMinWidth(Region.USE_PREF_SIZE);
    status.getChildren().add(label);
    return label;
  }

  /** Stops what runs by the clock. */
  public void stop() {
    ticks.stop();
    views.values().forEach(View::hide);
  }

  public Theme theme() {
    return theme;
  }
}
