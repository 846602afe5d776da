package dev.eyepiece.ui.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Places gone to, as a browser keeps them. */
final class PlaceHistory {
  private static final int MOST = 200;

  private final Deque<Place> past = new ArrayDeque<>();
  private final Deque<Place> future = new ArrayDeque<>();
  private @Nullable Place place;

  @Nullable Place place() {
    return place;
  }

  void open(Place to) {
    if (place != null) {
      past.push(place);
      if (past.size() > MOST) {
        past.removeLast();
      }
    }
    future.clear();
    place = to;
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

  private @Nullable Place step(Deque<Place> from, Deque<Place> to) {
    if (from.isEmpty() || place == null) {
      return null;
    }
    to.push(place);
    place = from.pop();
    return place;
  }
}
