package dev.eyepiece.ui.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Places gone to, as a browser keeps them: each with the search and the time range that it was left
 * with. FX thread only.
 */
final class PlaceHistory {
  private static final int MOST = 200;

  private final Ambient ambient;
  private final Deque<Stop> past = new ArrayDeque<>();
  private final Deque<Stop> future = new ArrayDeque<>();
  private @Nullable Place place;

  /** A place as it was left. */
  private record Stop(Place place, String search, Ambient.Range range) {}

  PlaceHistory(Ambient ambient) {
    this.ambient = ambient;
  }

  @Nullable Place place() {
    return place;
  }

  void open(Place to) {
    if (place != null) {
      past.push(left(place));
      if (past.size() > MOST) {
        past.removeLast();
      }
    }
    future.clear();
    place = to;
  }

  private Stop left(Place now) {
    return new Stop(now, ambient.searchProperty().get(), ambient.rangeProperty().get());
  }

  boolean canGoBack() {
    return !past.isEmpty();
  }

  boolean canGoForward() {
    return !future.isEmpty();
  }

  /** The place before, which is now the place; null when there is none. */
  @Nullable Place back() {
    return step(past, future);
  }

  @Nullable Place forward() {
    return step(future, past);
  }

  private @Nullable Place step(Deque<Stop> from, Deque<Stop> to) {
    if (from.isEmpty() || place == null) {
      return null;
    }
    to.push(left(place));
    Stop stop = from.pop();
    place = stop.place();
    ambient.rangeProperty().set(stop.range());
    ambient.searchProperty().set(stop.search());
    return place;
  }
}
