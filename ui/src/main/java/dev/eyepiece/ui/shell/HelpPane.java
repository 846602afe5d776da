package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All keys of the window and of the view that is shown, and how to search. FX thread only. */
final class HelpPane extends VBox {
  private static final List<View.KeyHint> SEARCH =
      List.of(
          new View.KeyHint("checkout", "a word in any name or value"),
          new View.KeyHint("\"card declined\"", "words side by side"),
          new View.KeyHint("service:cart", "a field or an attribute"),
          new View.KeyHint("name:GET*", "the start of a value"),
          new View.KeyHint("duration:>100ms", "more than; also < >= <="),
          new View.KeyHint("http.route:*", "has the attribute"),
          new View.KeyHint("-status:ok", "not"),
          new View.KeyHint("kind:(client OR server)", "one of; a space means and"));

  HelpPane(String view, List<View.KeyHint> viewKeys, List<View.KeyHint> windowKeys) {
    getStyleClass().addAll("popover", "help");
    setId("help");
    setMaxSize(920, Region.USE_PREF_SIZE);
    setFocusTraversable(true);
    FlowPane columns = new FlowPane(32, 16);
    columns.setPrefWrapLength(860);
    if (!viewKeys.isEmpty()) {
      columns.getChildren().add(block(view, viewKeys));
    }
    columns.getChildren().addAll(block("Window", windowKeys), block("Search", SEARCH));
    ScrollPane scroll = new ScrollPane(columns);
    scroll.setFitToWidth(true);
    Label title = Kit.label("Keys", "title");
    getChildren().addAll(title, scroll);
  }

  private static VBox block(String title, List<View.KeyHint> keys) {
    GridPane grid = new GridPane(12, 4);
    for (View.KeyHint key : keys) {
      grid.addRow(grid.getRowCount(), Kit.key(key.key()), Kit.label(key.does(), "muted"));
    }
    return new VBox(8, Kit.label(title, "strong"), grid);
  }
}
