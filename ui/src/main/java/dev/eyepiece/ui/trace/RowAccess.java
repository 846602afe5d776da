package dev.eyepiece.ui.trace;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The rows in sight for those who do not see the canvas: one invisible node a row, whose name is
 * made when a screen reader asks for it. FX thread only.
 */
final class RowAccess extends Pane {
  private final TraceViewModel model;
  private final List<Row> rows = new ArrayList<>();
  private int firstRow;

  RowAccess(TraceViewModel model) {
    this.model = model;
    setMouseTransparent(true);
    setManaged(false);
  }

  /** One row; which one changes as the reader scrolls. */
  private final class Row extends Region {
    private int node = -1;
    private int index;

    Row() {
      setAccessibleRole(AccessibleRole.TREE_ITEM);
      getStyleClass().add("waterfall-row");
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(
        AccessibleAttribute attribute, Object... parameters) {
      TraceData data = model.data();
      Outline outline = model.outline();
      if (data == null || outline == null || node < 0 || node >= data.tree().nodes()) {
        return super.queryAccessibleAttribute(attribute, parameters);
      }
      TraceTree tree = data.tree();
      return switch (attribute) {
        case TEXT -> RowTip.accessible(tree, node);
        case INDEX -> index;
        case LEAF -> tree.childCount(node) == 0;
        case EXPANDED -> tree.childCount(node) > 0 && !outline.isCollapsed(node);
        case DISCLOSURE_LEVEL -> tree.depth(node);
        case SELECTED -> node == model.selectedProperty().get();
        default -> super.queryAccessibleAttribute(attribute, parameters);
      };
    }
  }

  /** Lays the nodes over the rows of a picture. */
  void show(WaterfallPainter.Frame frame) {
    firstRow = frame.firstRow();
    int count = Math.max(0, frame.lastRow() - firstRow);
    while (rows.size() < count) {
      rows.add(new Row());
    }
    if (getChildren().size() != count) {
      getChildren().setAll(rows.subList(0, count));
    }
    for (int i = 0; i < count; i++) {
      Row row = rows.get(i);
      row.node = frame.outline().rows().node(firstRow + i);
      row.index = firstRow + i;
      row.resizeRelocate(0, frame.y(firstRow + i), frame.width(), frame.grid().row());
    }
  }

  void clear() {
    getChildren().clear();
  }

  /** The node of a row, {@code null} when it is out of sight. */
  @Nullable Region row(int index) {
    int at = index - firstRow;
    return at >= 0 && at < getChildren().size() ? rows.get(at) : null;
  }

  /** The node of the selected row, {@code null} when it is out of sight. */
  @Nullable Region selected() {
    for (int i = 0; i < getChildren().size(); i++) {
      if (rows.get(i).node == model.selectedProperty().get()) {
        return rows.get(i);
      }
    }
    return null;
  }
}
