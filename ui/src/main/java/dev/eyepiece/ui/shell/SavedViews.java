package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.settings.Remembered;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Views that were given a name, the newest first; kept between runs. FX thread only. */
public final class SavedViews {
  /** Under which they are remembered. */
  public static final String KEY = "views.saved";

  private static final int MOST = 100;
  private static final int LONGEST_NAME = 80;

  private final Remembered remembered;
  private final ReadOnlyObjectWrapper<List<SavedView>> views = new ReadOnlyObjectWrapper<>();

  SavedViews(Remembered remembered) {
    this.remembered = remembered;
    views.set(
        remembered
            .get(KEY, "")
            .lines()
            .map(SavedView::parse)
            .filter(Objects::nonNull)
            .limit(MOST)
            .toList());
  }

  ReadOnlyObjectProperty<List<SavedView>> viewsProperty() {
    return views.getReadOnlyProperty();
  }

  List<SavedView> all() {
    return views.get();
  }

  /**
   * Keeps a view; one of the same name is replaced.
   *
   * @throws IllegalArgumentException when the name is empty or too long
   */
  void save(String name, Place place, String search, Ambient.Range range) {
    String clean = name.strip();
    if (clean.isEmpty() || clean.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "a name of " + clean.length() + " characters; expected 1 to " + LONGEST_NAME);
    }
    List<SavedView> all = new ArrayList<>(views.get());
    all.removeIf(view -> view.name().equals(clean));
    all.addFirst(new SavedView(clean, place, search, range));
    set(all.subList(0, Math.min(MOST, all.size())));
  }

  void forget(String name) {
    set(views.get().stream().filter(view -> !view.name().equals(name)).toList());
  }

  /** All of them, as they are remembered. */
  String text() {
    return String.join("\n", views.get().stream().map(SavedView::text).toList());
  }

  /** Adds views that come as text behind those that are here; one whose name is taken is left. */
  int add(String text) {
    List<SavedView> all = new ArrayList<>(views.get());
    int before = all.size();
    text.lines()
        .limit(MOST)
        .map(SavedView::parse)
        .filter(Objects::nonNull)
        .filter(view -> view.name().length() <= LONGEST_NAME)
        .filter(view -> all.stream().noneMatch(one -> one.name().equals(view.name())))
        .toList()
        .forEach(all::add);
    set(all.subList(0, Math.min(MOST, all.size())));
    return views.get().size() - before;
  }

  private void set(List<SavedView> all) {
    views.set(List.copyOf(all));
    remembered.put(KEY, text());
  }

  /** A name to propose. */
  static String proposal(Place place, String search) {
    String name = search.isBlank() ? PlaceText.of(place).split("/", -1)[0] : search.strip();
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }
}
