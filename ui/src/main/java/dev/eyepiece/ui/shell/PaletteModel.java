package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.settings.Remembered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the palette lists for what is typed; used actions come first. FX thread only. */
final class PaletteModel {
  private static final String KEY = "palette.used";
  private static final int MOST_USED = 20;
  private static final int MOST_SHOWN = 100;
  private static final int USED_BONUS = 256;

  private final Remembered remembered;
  private final List<String> used;
  private List<Action> actions = List.of();

  PaletteModel(Remembered remembered) {
    this.remembered = remembered;
    used = new ArrayList<>(remembered.get(KEY, "").lines().toList());
  }

  /**
   * A line of the palette.
   *
   * @param at characters of the title that were typed
   */
  record Line(Action action, List<Integer> at) {}

  void offer(List<Action> all) {
    actions = List.copyOf(all);
  }

  private record Ranked(Line line, int score) {}

  /** The lines for a text: all, used ones first, when it is empty; else the best matches first. */
  List<Line> lines(String typed) {
    List<Ranked> ranked = new ArrayList<>();
    for (Action action : actions) {
      Fuzzy.Match match = Fuzzy.of(typed, action.title());
      if (match == null) {
        match = Fuzzy.of(typed, action.group() + " " + action.title());
        match = match == null ? null : new Fuzzy.Match(match.score() / 2, List.of());
      }
      if (match != null) {
        int place = used.indexOf(action.id());
        int bonus = place < 0 ? 0 : typed.isBlank() ? (MOST_USED - place) * USED_BONUS : USED_BONUS;
        int score = (typed.isBlank() ? 0 : match.score()) + bonus;
        ranked.add(new Ranked(new Line(action, match.at()), score));
      }
    }
    ranked.sort(Comparator.comparingInt(Ranked::score).reversed());
    return ranked.stream().limit(MOST_SHOWN).map(Ranked::line).toList();
  }

  /** Remembers the action and does it. */
  void run(Action action) {
    used.remove(action.id());
    used.addFirst(action.id());
    while (used.size() > MOST_USED) {
      used.removeLast();
    }
    remembered.put(KEY, String.join("\n", used));
    action.run().run();
  }
}
