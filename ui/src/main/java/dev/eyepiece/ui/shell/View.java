package dev.eyepiece.ui.shell;

import java.util.List;
import javafx.scene.Node;

/** One view of the window. FX thread only. */
public interface View {

  Node node();

  /** The view became visible at a place of its kind; also called when only the place changed. */
  void show(Place place);

  /** The view is no longer visible and should stop its work. */
  void hide();

  /**
   * Escape was pressed: closes the innermost thing that is open within the view.
   *
   * @return whether there was one; else the window goes back
   */
  default boolean closeLayer() {
    return false;
  }

  /** Keys that work here, for the status bar and the help, the most useful first. */
  List<KeyHint> keys();

  /** What the palette offers while the view is shown. */
  default List<Action> actions() {
    return List.of();
  }

  /**
   * The parts that F6 goes through, in reading order; of each the first thing that can have the
   * focus gets it.
   */
  default List<Node> panes() {
    return List.of(node());
  }

  /** A key and what it does. */
  record KeyHint(String key, String does) {}
}
