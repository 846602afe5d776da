package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** What a cell shows of a call: its service, in its colour, and its operation. FX thread only. */
public final class CallName {
  private final Theme theme;
  private final IndexedCell<?> cell;
  private final Label service = Kit.label("", "strong");
  private final Label name = Kit.label("", "small", "muted");
  private final Tooltip tooltip = new Tooltip();

  /** For one cell. */
  public CallName(Theme theme, IndexedCell<?> cell) {
    this.theme = theme;
    this.cell = cell;
    service.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    service.setMinWidth(24);
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    name.setMinWidth(0);
  }

  /** The cell shows nothing. */
  public void clear() {
    cell.setGraphic(null);
    cell.setTooltip(null);
  }

  /**
   * The cell shows a call.
   *
   * @param serviceName empty where there is none
   * @param indent pixels from the left
   */
  public void show(String serviceName, String operation, double indent) {
    String who = serviceName.isEmpty() ? "no service name" : serviceName;
    service.setText(Texts.line(who));
    name.setText(Texts.line(operation));
    HBox box = new HBox(8, Kit.dot(theme, serviceName), service, name);
    box.setAlignment(Pos.CENTER_LEFT);
    box.setMinWidth(0);
    box.setPadding(new Insets(0, 0, 0, indent));
    cell.setGraphic(box);
    tooltip.setText((who + "  " + operation).strip());
    cell.setTooltip(tooltip);
  }
}
