package dev.eyepiece.ui.search;

import dev.eyepiece.ui.settings.Remembered;
import java.util.ArrayList;
import java.util.List;

/** Searches that were made, the newest first, kept between runs. FX thread only. */
public final class SearchHistory {
  private static final String KEY = "search.history";
  private static final int MOST = 50;

  private final Remembered remembered;
  private final List<String> made;

  public SearchHistory(Remembered remembered) {
    this.remembered = remembered;
    made = new ArrayList<>(remembered.get(KEY, "").lines().filter(s -> !s.isBlank()).toList());
  }

  /** Puts a search at the front; an empty one is none. */
  public void add(String search) {
    String line = search.strip();
    if (line.isEmpty() || line.lines().count() > 1) {
      return;
    }
    made.remove(line);
    made.addFirst(line);
    while (made.size() > MOST) {
      made.removeLast();
    }
    remembered.put(KEY, String.join("\n", made));
  }

  public List<String> all() {
    return List.copyOf(made);
  }
}
