package dev.eyepiece.ui.theme;

import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/**
 * Stands around a control and tells why it cannot be used while it cannot: a disabled control hears
 * no pointer and so shows no tooltip of its own. FX thread only.
 */
public final class Why extends StackPane {
  private static final double WIDEST_TIP = 480;

  private final Node control;
  private final Tooltip tip = new Tooltip();

  /**
   * Puts itself around a control, which can be used.
   *
   * @param control whose being disabled is this one's to set from now on
   */
  public Why(Node control) {
    super(control);
    this.control = control;
    tip.setWrapText(true);
    tip.setMaxWidth(WIDEST_TIP);
    setMinWidth(USE_PREF_SIZE);
    managedProperty().bind(visibleProperty());
    visibleProperty().bind(control.visibleProperty());
  }

  /**
   * Disables the control and says why, or enables it.
   *
   * @param reason a sentence without a full stop; empty when it can be used
   */
  public void because(String reason) {
    boolean cannot = !reason.isEmpty();
    control.setDisable(cannot);
    control.setAccessibleHelp(cannot ? reason : null);
    boolean could = tip.getText().isEmpty();
    tip.setText(reason);
    if (cannot && could) {
      Tooltip.install(this, tip);
    } else if (!cannot && !could) {
      Tooltip.uninstall(this, tip);
    }
  }

  /** Why the control cannot be used; empty when it can. */
  public String reason() {
    return tip.getText();
  }
}
