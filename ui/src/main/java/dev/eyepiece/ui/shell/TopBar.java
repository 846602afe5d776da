package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.search.SearchLine;
import dev.eyepiece.ui.theme.Icons;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Back and forward, the search line, the time range, live or paused. FX thread only. */
final class TopBar extends HBox {
  private final Button back;
  private final Button forward;

  TopBar(Navigator navigator, SearchLine search, RangePicker range, LiveButton live) {
    getStyleClass().add("top");
    back = Icons.button(Feather.ARROW_LEFT, "Back (Alt+Left)", navigator::back);
    forward = Icons.button(Feather.ARROW_RIGHT, "Forward (Alt+Right)", navigator::forward);
    getChildren().addAll(back, forward, search.node(), range, live);
  }

  void show(PlaceHistory places) {
    back.setDisable(!places.canGoBack());
    forward.setDisable(!places.canGoForward());
  }
}
