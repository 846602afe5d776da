package dev.eyepiece.ui.shell;

import dev.eyepiece.ui.theme.Metrics;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * One thing at a time over the window, such as the palette; a click beside it closes it, and the
 * focus goes back to where it was. FX thread only.
 */
final class Overlay extends StackPane {
  private @Nullable Node before;

  Overlay() {
    getStyleClass().add("overlay");
    setAlignment(Pos.TOP_CENTER);
    setVisible(false);
    managedProperty().bind(visibleProperty());
    addEventHandler(
        MouseEvent.MOUSE_PRESSED,
        event -> {
          if (event.getTarget() == this) {
            close();
          }
        });
  }

  void show(Node content) {
    if (!isVisible()) {
      before = getScene() == null ? null : getScene().getFocusOwner();
    }
    getChildren().setAll(content);
    StackPane.setMargin(content, new javafx.geometry.Insets(Metrics.TOP_BAR, 24, 24, 24));
    setVisible(true);
    content.requestFocus();
  }

  boolean isOpen() {
    return isVisible();
  }

  void close() {
    setVisible(false);
    getChildren().clear();
    Node back = before;
    before = null;
    if (back != null && back.getScene() != null) {
      back.requestFocus();
    }
  }
}
