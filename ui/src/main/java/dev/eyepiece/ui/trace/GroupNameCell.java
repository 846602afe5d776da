package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Kit;
import dev.eyepiece.ui.theme.Theme;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Service, in its colour, and operation. */
final class GroupNameCell extends TableCell<SpanGroup, SpanGroup> {
  private final Theme theme;
  private final Label service = Kit.label("", "strong");
  private final Label name = Kit.label("", "small", "muted");
  private final Tooltip tooltip = new Tooltip();

  GroupNameCell(Theme theme) {
    this.theme = theme;
    service.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    service.setMinWidth(24);
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    name.setMinWidth(0);
  }

  @Override
  protected void updateItem(SpanGroup group, boolean empty) {
    super.updateItem(group, empty);
    if (empty || group == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    String who = group.service().isEmpty() ? "no service name" : group.service();
    service.setText(Texts.line(who));
    name.setText(Texts.line(group.name()));
    HBox box = new HBox(8, Kit.dot(theme, group.service()), service, name);
    box.setAlignment(Pos.CENTER_LEFT);
    box.setMinWidth(0);
    box.setPrefWidth(Region.USE_COMPUTED_SIZE);
    setGraphic(box);
    tooltip.setText((who + "  " + group.name()).strip());
    setTooltip(tooltip);
  }
}
