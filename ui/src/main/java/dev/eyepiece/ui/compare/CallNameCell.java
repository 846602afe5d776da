package dev.eyepiece.ui.compare;

import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** Service, in its colour, and operation, as deep as the call is. */
final class CallNameCell extends TableCell<CallRow, CallRow> {
  private static final double INDENT = 14;
  private static final double MOST_INDENT = 140;

  private final Theme theme;
  private final Label service = Kit.label("", "strong");
  private final Label name = Kit.label("", "small", "muted");
  private final Tooltip tooltip = new Tooltip();

  CallNameCell(Theme theme) {
    this.theme = theme;
    service.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    service.setMinWidth(24);
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    name.setMinWidth(0);
  }

  @Override
  protected void updateItem(CallRow row, boolean empty) {
    super.updateItem(row, empty);
    if (empty || row == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    String who = row.service().isEmpty() ? "no service name" : row.service();
    service.setText(who.strip().replaceAll("\\p{Cntrl}", " "));
    name.setText(row.name().strip().replaceAll("\\p{Cntrl}", " "));
    HBox box = new HBox(8, Kit.dot(theme, row.service()), service, name);
    box.setAlignment(Pos.CENTER_LEFT);
    box.setMinWidth(0);
    box.setPadding(new Insets(0, 0, 0, Math.min(MOST_INDENT, row.depth() * INDENT)));
    setGraphic(box);
    tooltip.setText((who + "  " + row.name()).strip());
    setTooltip(tooltip);
  }
}
