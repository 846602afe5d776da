package dev.eyepiece.ui.shell;

import javafx.beans.value.ChangeListener;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;

/**
 * A ring of two pixels, two pixels away, around whatever has the focus while the keyboard is used;
 * at the edge of the window it stays inside. FX thread only.
 */
final class FocusRing extends Region {
  private static final double AWAY = 4;

  private boolean keyboard;
  private @Nullable Node owner;
  private final ChangeListener<Object> moved = (observable, old, now) -> place();

  FocusRing() {
    getStyleClass().add("focus-ring");
    setManaged(false);
    setMouseTransparent(true);
    setVisible(false);
    sceneProperty().subscribe((old, now) -> watch(now));
  }

  private void watch(@Nullable Scene scene) {
    if (scene == null) {
      return;
    }
    scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> setKeyboard(true));
    scene.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> setKeyboard(false));
    scene.focusOwnerProperty().subscribe(now -> follow(now));
    scene.widthProperty().addListener(moved);
    scene.heightProperty().addListener(moved);
  }

  private void setKeyboard(boolean now) {
    keyboard = now;
    place();
  }

  private void follow(@Nullable Node now) {
    if (owner != null) {
      owner.localToSceneTransformProperty().removeListener(moved);
      owner.layoutBoundsProperty().removeListener(moved);
    }
    owner = now;
    if (now != null) {
      now.localToSceneTransformProperty().addListener(moved);
      now.layoutBoundsProperty().addListener(moved);
    }
    place();
  }

  private void place() {
    Node focused = owner;
    Scene scene = getScene();
    // A caret in a text says itself where the focus is; its own border says it too.
    boolean shown =
        keyboard
            && scene != null
            && focused != null
            && scene.equals(focused.getScene())
            && !focused.equals(scene.getRoot())
            && focused.isFocusTraversable()
            && !(focused instanceof TextInputControl)
            && !focused.getStyleClass().contains("popover")
            && focused.isVisible();
    setVisible(shown);
    if (!shown || focused == null || scene == null) {
      return;
    }
    Bounds bounds = focused.localToScene(focused.getLayoutBounds());
    // An editor fills its pane, and around it the ring would lie over what is beside the pane.
    double away = focused instanceof CodeArea ? 0 : AWAY;
    Rectangle2D ring =
        within(
            bounds.getMinX() - away,
            bounds.getMinY() - away,
            bounds.getMaxX() + away,
            bounds.getMaxY() + away,
            scene.getWidth(),
            scene.getHeight());
    resizeRelocate(ring.getMinX(), ring.getMinY(), ring.getWidth(), ring.getHeight());
  }

  private static Rectangle2D within(
      double left, double top, double right, double bottom, double width, double height) {
    double x = Math.max(0, left);
    double y = Math.max(0, top);
    return new Rectangle2D(
        x, y, Math.max(0, Math.min(width, right) - x), Math.max(0, Math.min(height, bottom) - y));
  }
}
