package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Icons;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** The buttons of the value under the pointer: search for it, exclude it, copy it. */
final class ValueButtons {
  private ValueButtons() {}

  /**
   * Shows the buttons at the right end of a line while the pointer is over a row. They are made
   * when they are needed, for a span may have hundreds of values.
   *
   * @param searchKey the key in the language of searches, empty where it has none
   */
  static void over(Region row, Pane line, String value, SearchActions actions, String searchKey) {
    row.hoverProperty()
        .subscribe((before, now) -> {
          line.getChildren().removeIf(HBox.class::isInstance);
          if (now) {
            line.getChildren().add(buttons(value, actions, searchKey));
          }
        });
  }

  private static HBox buttons(String value, SearchActions actions, String searchKey) {
    HBox box = new HBox();
    box.getStyleClass().add("value-buttons");
    box.setAlignment(Pos.TOP_RIGHT);
    box.setMinWidth(Region.USE_PREF_SIZE);
    if (!searchKey.isEmpty()) {
      box.getChildren()
          .addAll(
              Icons.button(
                  Feather.SEARCH, "Search for this value", () -> actions.filter(searchKey, value)),
              Icons.button(
                  Feather.MINUS_CIRCLE,
                  "Exclude this value",
                  () -> actions.exclude(searchKey, value)));
    }
    box.getChildren().add(Icons.button(Feather.COPY, "Copy value", () -> Copy.text(value)));
    return box;
  }
}
