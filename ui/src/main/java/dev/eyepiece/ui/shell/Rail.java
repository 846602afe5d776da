package dev.eyepiece.ui.shell;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The views of the window, one icon each. FX thread only. */
final class Rail extends VBox {
  private final Map<Class<? extends Place>, ToggleButton> buttons = new LinkedHashMap<>();
  private final ToggleGroup group = new ToggleGroup();
  private int below;

  Rail() {
    getStyleClass().add("rail");
  }

  void add(Class<? extends Place> kind, Feather glyph, String title, String key, Runnable open) {
    ToggleButton button = new ToggleButton();
    button.setGraphic(new FontIcon(glyph));
    button.setTooltip(new Tooltip(title + " (" + key + ")"));
    button.setAccessibleText(title);
    button.setId("rail-" + title.toLowerCase(Locale.ROOT));
    button.setToggleGroup(group);
    button.setOnAction(event -> {
      // The view that is shown stays marked when its icon is pressed again.
      button.setSelected(true);
      open.run();
    });
    buttons.put(kind, button);
    getChildren().add(getChildren().size() - below, button);
  }

  /** Puts something below the views. */
  void addBelow(Node node) {
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    getChildren().addAll(gap, node);
    below = 2;
  }

  void select(Place place) {
    Class<? extends Place> kind =
        place instanceof Place.Trace || place instanceof Place.Compare
            ? Place.Traces.class
            : place.getClass();
    ToggleButton button = buttons.get(kind);
    if (button != null) {
      group.selectToggle(button);
    }
  }
}
