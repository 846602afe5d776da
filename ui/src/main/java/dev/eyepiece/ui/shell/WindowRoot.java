package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.search.SearchHistory;
import dev.eyepiece.ui.search.SearchLine;
import dev.eyepiece.ui.search.SearchLineModel;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.Later;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * The frame around the views: rail, search line, time range, status bar, keys, palette, help,
 * places gone to. FX thread only.
 */
public final class WindowRoot extends StackPane implements Navigator {
  /** Views that a key of one digit stands for. */
  private static final int MOST_NUMBERED = 9;

  private final Frame frame;
  private final Map<Class<? extends Place>, LazyView> views = new LinkedHashMap<>();
  private final PlaceHistory places;
  private final Keys keys = new Keys();
  private final Rail rail = new Rail();
  private final StackPane centre = new StackPane();
  private final SearchLineModel searchModel;
  private final SearchLine search;
  private final RangePicker range;
  private final LiveButton live;
  private final TopBar top;
  private final TaskList tasks;
  private final StatusBar status;
  private final Overlay overlay = new Overlay();
  private final WindowPalette palette;
  private final SplitMemory splits;
  private final SavedViews saved;
  private final Timeline ticks =
      new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), event -> tick()));

  private @Nullable LazyView shown;

  public WindowRoot(Frame frame) {
    this.frame = frame;
    places = new PlaceHistory(frame.ambient());
    SearchHistory history = new SearchHistory(frame.remembered());
    searchModel =
        new SearchLineModel(
            frame.telemetry(),
            frame.ambient(),
            history,
            frame.background(),
            frame.clock(),
            Later.of(frame.background()));
    search = new SearchLine(searchModel, frame.theme(), this::showResults);
    frame.ambient().searchProperty().subscribe(text -> search.setText(text));
    range = new RangePicker(frame.ambient(), frame.clock(), frame.zone());
    live = new LiveButton(frame.telemetry(), frame.ambient());
    top = new TopBar(this, search, range, live);
    tasks = new TaskList(frame.background(), System::nanoTime);
    status = new StatusBar(tasks, () -> open(new Place.Rules()));
    splits = new SplitMemory(frame.remembered());
    saved = new SavedViews(frame.remembered());
    palette = new WindowPalette(frame, this, history, keys, saved, this::open, overlay);
    rail.addBelow(new ViewsButton(saved, this::open, this::saveView));
    centre.setId("centre");
    centre.setOnKeyPressed(this::intoView);
    BorderPane body = new BorderPane(centre, new VBox(top, search.message()), null, status, rail);
    Pane above = new Pane(search.popup(), new FocusRing());
    above.setPickOnBounds(false);
    getChildren().addAll(body, above, overlay);
    bind();
    WindowKeys pressed = new WindowKeys(keys, overlay);
    addEventFilter(KeyEvent.KEY_PRESSED, event -> pressed.press(event, getScene().getFocusOwner()));
    addEventHandler(
        javafx.scene.input.MouseEvent.MOUSE_PRESSED,
        event -> {
          if (event.getButton() == MouseButton.BACK) {
            back();
          } else if (event.getButton() == MouseButton.FORWARD) {
            forward();
          }
        });
    ticks.setCycleCount(Animation.INDEFINITE);
    ticks.play();
  }

  private void bind() {
    keys.bind("Ctrl+K", "palette", this::openPalette)
        .bind("?", "keys", this::openHelp)
        .bind("/", "search", search::requestFocus)
        .bind("t", "time range", range::open)
        .bind("Space", "live or paused", this::toggleLive)
        .bind("Alt+Left", "back", this::back)
        .bind("Alt+Right", "forward", this::forward)
        .bind("Ctrl+D", "save this view", this::saveView)
        .bind("F6", "next pane", () -> stepPane(1))
        .bind("Shift+F6", "previous pane", () -> stepPane(-1))
        .bind("Esc", "close one layer, go back", this::escape);
  }

  /**
   * Puts a view into the window; with an icon it gets a place on the rail and keys.
   *
   * @param view asked for once, when the view is first gone to: a window that opens builds one of
   *     ten
   */
  public void add(
      Class<? extends Place> kind,
      Supplier<View> view,
      @Nullable Feather glyph,
      String title,
      Place home) {
    add(kind, view, glyph, title, title.substring(0, 1).toLowerCase(Locale.ROOT), home);
  }

  /**
   * The same for a view whose first letter another one has.
   *
   * @param key the letter that stands for it behind {@code g}
   */
  public void add(
      Class<? extends Place> kind,
      Supplier<View> view,
      @Nullable Feather glyph,
      String title,
      String key,
      Place home) {
    views.put(kind, new LazyView(view, title));
    if (glyph == null) {
      return;
    }
    String letter = "g " + key;
    keys.bind(letter, title, () -> open(home));
    int number = palette.views() + 1;
    if (number <= MOST_NUMBERED) {
      keys.bind(Integer.toString(number), title, () -> open(home));
    }
    palette.addView(new Action(title, "View", letter, () -> open(home)));
    rail.add(kind, glyph, title, letter, () -> open(home));
  }

  /** Says something over the window, until it is closed. */
  public void say(String title, String text) {
    overlay.show(new NoticePane(title, text, overlay::close));
  }

  /** The saved views as text. */
  public String views() {
    return saved.text();
  }

  /** Adds saved views, and answers with how many are new. */
  public int addViews(String views) {
    return saved.add(views);
  }

  /** Puts a tool beside the search line; it shows where the search line's matches do. */
  public void addSearchTool(Node tool) {
    top.addTool(tool);
  }

  /** More for the palette, asked for whenever it opens. */
  public void addActions(Supplier<List<Action>> actions) {
    palette.add(actions);
  }

  private void showResults() {
    openMatches();
    if (shown != null) {
      focusFirst();
    }
  }

  @Override
  public void openMatches() {
    Place now = places.place();
    if (now == null || !now.showsMatches()) {
      open(new Place.Traces());
    }
  }

  private void focusFirst() {
    Node first = shown == null ? null : PaneCycle.first(shown.view().node());
    if (first != null) {
      first.requestFocus();
    }
  }

  /**
   * A view that was gone to by a key has the focus as a whole until one of its parts has it: it
   * gets the keys all the same.
   */
  private void intoView(KeyEvent event) {
    if (shown == null || !centre.equals(event.getTarget())) {
      return;
    }
    if (event.getCode().isNavigationKey()) {
      focusFirst();
    } else {
      Node view = shown.view().node();
      view.fireEvent(event.copyFor(view, view));
    }
    event.consume();
  }

  @Override
  public void open(Place to) {
    if (!to.equals(places.place())) {
      places.open(to);
      go(to);
    }
  }

  @Override
  public void open(Place to, String search) {
    if (!to.equals(places.place())) {
      places.open(to);
    }
    frame.ambient().rangeProperty().set(new Ambient.Range.All());
    frame.ambient().searchProperty().set(search);
    go(to);
  }

  private void go(@Nullable Place to) {
    LazyView next = to == null ? null : views.get(to.getClass());
    if (next == null || to == null) {
      return;
    }
    if (shown != null && shown != next) {
      shown.hide();
    }
    shown = next;
    Scene scene = getScene();
    boolean focusInView = scene != null && PaneCycle.isWithin(scene.getFocusOwner(), centre);
    centre.getChildren().setAll(next.view().node());
    if (focusInView) {
      // It would else go to what comes first in the window, the search line's bar, with what is
      // typed.
      centre.requestFocus();
    }
    rail.select(to);
    frame.ambient().signalProperty().set(to.signal());
    top.show(places);
    next.view().show(to);
    showKeys();
    tick();
    frame.background().onFx(() -> splits.follow(next.title(), next.view().node()));
  }

  /** Where the window is; null before the first place. */
  public @Nullable Place place() {
    return places.place();
  }

  @Override
  public void back() {
    go(places.back());
  }

  @Override
  public void forward() {
    go(places.forward());
  }

  private void escape() {
    Node focused = getScene().getFocusOwner();
    if (search.closeLayer()) {
      return;
    }
    if (focused != null && "search".equals(focused.getId())) {
      focusFirst();
    } else if (shown != null
        && !shown.view().closeLayer()
        && (places.place() instanceof Place.Trace || places.place() instanceof Place.Compare)) {
      back();
    }
  }

  private void toggleLive() {
    frame.ambient().liveProperty().set(!frame.ambient().liveProperty().get());
  }

  private void stepPane(int step) {
    List<Node> panes = new ArrayList<>();
    panes.add(top);
    panes.add(rail);
    if (shown != null) {
      panes.addAll(shown.view().panes());
    }
    panes.add(status);
    PaneCycle.step(panes, getScene().getFocusOwner(), step);
  }

  private void openPalette() {
    palette.open(shown == null ? List.of() : shown.view().actions());
  }

  private void open(SavedView view) {
    frame.ambient().rangeProperty().set(view.range());
    frame.ambient().searchProperty().set(view.search());
    open(view.place());
  }

  private void saveView() {
    Place now = places.place();
    if (now == null) {
      return;
    }
    String search = frame.ambient().searchProperty().get();
    Ambient.Range range = frame.ambient().rangeProperty().get();
    String what =
        (shown == null ? "" : shown.title())
            + ", "
            + RangeText.compact(range, frame.zone())
            + (search.isEmpty() ? ", no search" : ", " + search);
    overlay.show(
        new SavePane(
            what,
            SavedViews.proposal(now, search),
            name -> saved.save(name, now, search, range),
            overlay::close));
  }

  private void openHelp() {
    overlay.show(
        new HelpPane(
            shown == null ? "" : shown.title(),
            shown == null ? List.of() : shown.view().keys(),
            keys.hints()));
  }

  private void showKeys() {
    List<View.KeyHint> hints = new ArrayList<>();
    if (shown != null) {
      hints.addAll(shown.view().keys());
    }
    hints.add(new View.KeyHint("Ctrl+K", "palette"));
    hints.add(new View.KeyHint("?", "keys"));
    status.showKeys(hints);
  }

  private void tick() {
    status.show(
        StatusText.of(frame.telemetry().stats(), frame.telemetry().store(), frame.use().get()));
    tasks.tick();
    live.tick();
  }

  /** Stops what runs by the clock. */
  public void stop() {
    ticks.stop();
    searchModel.close();
    palette.cancel();
    views.values().forEach(LazyView::hide);
  }

  public Theme theme() {
    return frame.theme();
  }
}
