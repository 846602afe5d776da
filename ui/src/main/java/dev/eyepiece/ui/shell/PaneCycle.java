package dev.eyepiece.ui.shell;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/** Steps the focus from one part of the window to the next. FX thread only. */
final class PaneCycle {
  private PaneCycle() {}

  /**
   * Gives the focus to the next of these parts that can have it.
   *
   * @param step 1 or -1
   */
  static void step(List<? extends Node> panes, @Nullable Node focused, int step) {
    int at = -1;
    for (int i = 0; i < panes.size(); i++) {
      if (isWithin(focused, panes.get(i))) {
        at = i;
      }
    }
    int start = at < 0 && step < 0 ? 0 : at;
    for (int k = 1; k <= panes.size(); k++) {
      Node first = first(panes.get(Math.floorMod(start + k * step, panes.size())));
      if (first != null) {
        first.requestFocus();
        return;
      }
    }
  }

  static boolean isWithin(@Nullable Node node, Node pane) {
    for (Node up = node; up != null; up = up.getParent()) {
      if (up.equals(pane)) {
        return true;
      }
    }
    return false;
  }

  /** The first part of a pane, in reading order, that can have the focus. */
  static @Nullable Node first(Node node) {
    if (!node.isVisible() || node.isDisabled()) {
      return null;
    }
    if (node.isFocusTraversable()) {
      return node;
    }
    if (node instanceof Parent parent) {
      for (Node child : parent.getChildrenUnmodifiable()) {
        Node found = first(child);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
