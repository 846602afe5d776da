package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.search.SearchLine;
import dev.eyepiece.ui.theme.Icons;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Back and forward, the search line, the time range, live or paused. FX thread only. */
final class TopBar extends HBox {
  private final Button back;
  private final Button forward;
  private final List<Node> tools = new ArrayList<>();

  TopBar(Navigator navigator, SearchLine search, RangePicker range, LiveButton live) {
    getStyleClass().add("top");
    back = Icons.button(Feather.ARROW_LEFT, "Back (Alt+Left)", navigator::back);
    forward = Icons.button(Feather.ARROW_RIGHT, "Forward (Alt+Right)", navigator::forward);
    getChildren().addAll(back, forward, search.node(), range, live);
  }

  /** Puts a tool behind the search line. */
  void addTool(Node tool) {
    tool.managedProperty().bind(tool.visibleProperty());
    tools.add(tool);
    getChildren().add(getChildren().size() - 2, tool);
  }

  void show(PlaceHistory places) {
    Place now = places.place();
    tools.forEach(tool -> tool.setVisible(now != null && now.showsMatches()));
    back.setDisable(!places.canGoBack());
    forward.setDisable(!places.canGoForward());
  }
}
