package dev.eyepiece.ui.compare;

import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.trace.CallName;
import javafx.scene.control.TableCell;

/** Service, in its colour, and operation, as deep as the call is. */
final class CallNameCell extends TableCell<CallRow, CallRow> {
  private static final double INDENT = 14;
  private static final double MOST_INDENT = 140;

  private final CallName name;

  CallNameCell(Theme theme) {
    name = new CallName(theme, this);
  }

  @Override
  protected void updateItem(CallRow row, boolean empty) {
    super.updateItem(row, empty);
    if (empty || row == null) {
      name.clear();
    } else {
      name.show(row.service(), row.name(), Math.min(MOST_INDENT, row.depth() * INDENT));
    }
  }
}
