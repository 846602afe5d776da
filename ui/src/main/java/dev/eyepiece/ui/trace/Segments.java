package dev.eyepiece.ui.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** Buttons side by side of which one is always down. FX thread only. */
public final class Segments<T> extends HBox {
  private final Map<T, ToggleButton> buttons = new HashMap<>();

  /**
   * Builds the buttons.
   *
   * @param chosen which one is down; follows a press and is followed
   */
  public Segments(List<T> choices, Function<T, String> title, Property<T> chosen) {
    ToggleGroup group = new ToggleGroup();
    getStyleClass().add("segments");
    setMinWidth(USE_PREF_SIZE);
    for (T choice : choices) {
      ToggleButton button = new ToggleButton(title.apply(choice));
      button.setToggleGroup(group);
      button.setMinWidth(USE_PREF_SIZE);
      button.setOnAction(event -> {
        button.setSelected(true);
        chosen.setValue(choice);
      });
      buttons.put(choice, button);
      getChildren().add(button);
    }
    chosen.subscribe(this::down);
  }

  private void down(T choice) {
    ToggleButton button = buttons.get(choice);
    if (button != null) {
      button.setSelected(true);
    }
  }
}
