package dev.eyepiece.ui.theme;

import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/**
 * Gives the focus to a node as soon as it can have it. What lies in a split pane or a scroll pane
 * is no part of the scene before the first layout made their skins, and a node outside a scene
 * refuses the focus without a word. FX thread only.
 */
public final class FocusSoon {
  private FocusSoon() {}

  public static void on(Node node) {
    if (node.getScene() != null) {
      node.requestFocus();
      return;
    }
    node.sceneProperty()
        .addListener(
            new ChangeListener<Scene>() {
              @Override
              public void changed(
                  ObservableValue<? extends Scene> scene,
                  @Nullable Scene before,
                  @Nullable Scene now) {
                node.sceneProperty().removeListener(this);
                Platform.runLater(node::requestFocus);
              }
            });
  }
}
