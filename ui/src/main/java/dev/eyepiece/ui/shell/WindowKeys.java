package dev.eyepiece.ui.shell;

import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fxmisc.richtext.CodeArea;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a key that is pressed: what lies over the window, the field that is typed in, or the
 * window. FX thread only.
 */
final class WindowKeys {
  private final Keys keys;
  private final Overlay overlay;

  WindowKeys(Keys keys, Overlay overlay) {
    this.keys = keys;
    this.overlay = overlay;
  }

  /**
   * Takes a key, or leaves it to others.
   *
   * @param focused who gets it otherwise
   */
  void press(KeyEvent event, @Nullable Node focused) {
    if (overlay.isOpen()) {
      if (closes(event, focused)) {
        overlay.close();
        event.consume();
      }
      return;
    }
    boolean typing =
        (focused instanceof TextInputControl field && field.isEditable())
            || focused instanceof CodeArea;
    boolean pressed =
        event.getCode() == KeyCode.SPACE
            && (focused instanceof ButtonBase || focused instanceof ComboBoxBase);
    if (!pressed) {
      keys.handle(event, typing);
    }
  }

  private static boolean closes(KeyEvent event, @Nullable Node focused) {
    String name = KeyNames.of(event);
    return name.equals("Esc")
        || name.equals("Ctrl+K")
        || (name.equals("?") && !(focused instanceof TextInputControl));
  }
}
