package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Theme;
import javafx.scene.control.TableCell;

/** Service, in its colour, and operation. */
final class GroupNameCell extends TableCell<SpanGroup, SpanGroup> {
  private final CallName name;

  GroupNameCell(Theme theme) {
    name = new CallName(theme, this);
  }

  @Override
  protected void updateItem(SpanGroup group, boolean empty) {
    super.updateItem(group, empty);
    if (empty || group == null) {
      name.clear();
    } else {
      name.show(group.service(), group.name(), 0);
    }
  }
}
