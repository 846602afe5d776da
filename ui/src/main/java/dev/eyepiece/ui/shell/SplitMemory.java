package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.settings.Remembered;
import java.util.HashSet;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;

/**
 * Puts dividers where they stood in the last run, one place for each way a pane is split. FX thread
 * only.
 */
final class SplitMemory {
  private final Remembered remembered;
  private final Set<SplitPane> known = new HashSet<>();

  SplitMemory(Remembered remembered) {
    this.remembered = remembered;
  }

  /** Follows the split panes of a view that is on the screen and was laid out. */
  void follow(String view, Node root) {
    int number = 0;
    for (Node node : root.lookupAll(".split-pane")) {
      if (node instanceof SplitPane split) {
        String name = "split." + view + "." + number++;
        if (known.add(split)) {
          follow(split, name);
        }
      }
    }
  }

  private void follow(SplitPane split, String name) {
    restore(split, name);
    split.orientationProperty().subscribe((old, now) -> restore(split, name));
    for (int i = 0; i < split.getDividers().size(); i++) {
      int divider = i;
      split
          .getDividers()
          .get(i)
          .positionProperty()
          .subscribe((old, now) -> {
            // A pane that is being laid out for the first time reports places of no meaning.
            if (split.getWidth() > 0 && split.getScene() != null) {
              remembered.put(key(split, name, divider), now.doubleValue());
            }
          });
    }
  }

  private void restore(SplitPane split, String name) {
    for (int i = 0; i < split.getDividers().size(); i++) {
      double place = remembered.number(key(split, name, i), -1);
      if (place > 0 && place < 1) {
        split.setDividerPosition(i, place);
      }
    }
  }

  private static String key(SplitPane split, String name, int divider) {
    return name + "." + split.getOrientation() + "." + divider;
  }
}
