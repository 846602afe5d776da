package dev.eyepiece.ui.shell;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.search.SearchHistory;
import dev.eyepiece.ui.trace.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The palette with all that the window can do, gathered whenever it opens. FX thread only. */
final class WindowPalette {
  private static final int MOST_SERVICES = 200;

  /** Of the window's keys, those that are worth a look in the palette. */
  private static final Set<String> KEYS =
      Set.of("?", "/", "t", "Space", "Ctrl+D", "Alt+Left", "Alt+Right");

  private final Keys keys;
  private final SavedViews saved;
  private final Consumer<SavedView> openSaved;
  private final PaletteActions everywhere;
  private final Asking asking;
  private final Overlay overlay;
  private final PalettePane pane;
  private final List<Action> views = new ArrayList<>();
  private final List<Supplier<List<Action>>> more = new ArrayList<>();

  WindowPalette(
      Frame frame,
      Navigator navigator,
      SearchHistory history,
      Keys keys,
      SavedViews saved,
      Consumer<SavedView> openSaved,
      Overlay overlay) {
    this.keys = keys;
    this.saved = saved;
    this.openSaved = openSaved;
    this.overlay = overlay;
    everywhere = new PaletteActions(frame, navigator, history);
    asking = new Asking(frame.telemetry(), frame.background());
    pane = new PalettePane(new PaletteModel(frame.remembered()), overlay::close);
  }

  /** One more view that can be gone to. */
  void addView(Action action) {
    views.add(action);
  }

  /** How many views can be gone to. */
  int views() {
    return views.size();
  }

  /** More to offer, asked for whenever the palette opens. */
  void add(Supplier<List<Action>> actions) {
    more.add(actions);
  }

  /**
   * Opens the palette; services come into it as soon as they are known.
   *
   * @param ofView what the view that is shown can do
   */
  void open(List<Action> ofView) {
    pane.open(actions(ofView, List.of()));
    overlay.show(pane);
    asking.ask(
        "Services",
        snapshot -> snapshot.facet("service", Search.All.INSTANCE, TimeRange.ALL, MOST_SERVICES),
        services -> pane.more(actions(ofView, services)),
        // The palette works without them, and the views say what fails.
        failure -> pane.more(actions(ofView, List.of())));
  }

  void cancel() {
    asking.cancel();
  }

  private List<Action> actions(List<Action> ofView, List<FacetValue> services) {
    List<Action> all = new ArrayList<>(views);
    all.addAll(ofView);
    keys.all().stream().filter(key -> KEYS.contains(key.key())).forEach(key -> all.add(of(key)));
    more.forEach(actions -> all.addAll(actions.get()));
    for (SavedView view : saved.all()) {
      all.add(new Action(view.name(), "Saved", "", () -> openSaved.accept(view)));
    }
    for (SavedView view : saved.all()) {
      all.add(new Action("Forget " + view.name(), "Saved", "", () -> saved.forget(view.name())));
    }
    all.addAll(everywhere.ranges());
    all.addAll(everywhere.services(services));
    all.addAll(everywhere.searches());
    return all;
  }

  private static Action of(Keys.Bound key) {
    String title = key.does().substring(0, 1).toUpperCase(Locale.ROOT) + key.does().substring(1);
    return new Action(title, "Window", key.key(), key.action());
  }
}
