package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceRow;
import java.util.Objects;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/**
 * A cell that is drawn instead of built: scrolling and live updates then cost a few strokes a cell,
 * no nodes, no styles and no layout. It draws only what has changed. FX thread only.
 */
final class PaintedCell extends TableCell<TraceRow, TraceRow> {
  private static final double WIDEST = 4_000;

  /** What a column shows. */
  interface Painter {
    void paint(GraphicsContext g, TraceRow row, @Nullable TraceRow above, double w, double h);

    /** The whole of what may be cut, empty for nothing. */
    default String whole(TraceRow row) {
      return "";
    }
  }

  /** How far the first drawing of a cell has come. */
  private enum First {
    WANTED,
    WAITING,
    DONE
  }

  private final Look look;
  private final Painter painter;
  private final Canvas canvas = new Canvas();
  private @Nullable Tooltip tip;
  private @Nullable TraceRow painted;
  private @Nullable TraceRow paintedAbove;
  private int paintedVersion = -1;
  private First first = First.WANTED;

  PaintedCell(Look look, Painter painter) {
    this.look = look;
    this.painter = painter;
    getStyleClass().add("painted");
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    hoverProperty().subscribe(on -> hover(on));
  }

  @Override
  protected void updateItem(TraceRow row, boolean empty) {
    super.updateItem(row, empty);
    if (empty || row == null) {
      setGraphic(null);
      painted = null;
      return;
    }
    if (getGraphic() == null) {
      setGraphic(canvas);
    }
    paint();
  }

  @Override
  protected void layoutChildren() {
    double width = Math.min(WIDEST, Math.floor(getWidth()));
    double height = Math.floor(getHeight());
    if (canvas.getWidth() != width || canvas.getHeight() != height) {
      canvas.setWidth(width);
      canvas.setHeight(height);
      painted = null;
    }
    super.layoutChildren();
    canvas.relocate(0, 0);
    paint();
  }

  /** Draws the cell when its row, the one above or the look has changed. */
  void paint() {
    TraceRow row = getItem();
    if (row == null || canvas.getWidth() < 1) {
      return;
    }
    if (first != First.DONE) {
      if (first == First.WANTED) {
        first = First.WAITING;
        look.firstPaints().add(this::firstPaint);
      }
      return;
    }
    int index = getIndex();
    TraceRow above =
        index > 0 && index <= getTableView().getItems().size()
            ? getTableView().getItems().get(index - 1)
            : null;
    boolean same = row.equals(painted) && look.version() == paintedVersion;
    if (same && Objects.equals(above, paintedAbove)) {
      return;
    }
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    painter.paint(g, row, above, canvas.getWidth(), canvas.getHeight());
    painted = row;
    paintedAbove = above;
    paintedVersion = look.version();
  }

  /** Its turn has come to be drawn at once from now on. */
  private void firstPaint() {
    first = First.DONE;
    paint();
  }

  /** A tip is made only for the cell that the pointer rests on. */
  private void hover(boolean on) {
    TraceRow row = getItem();
    String whole = on && row != null ? painter.whole(row) : "";
    if (whole.isEmpty()) {
      setTooltip(null);
      return;
    }
    if (tip == null) {
      tip = new Tooltip();
      tip.setWrapText(true);
      tip.setMaxWidth(720);
    }
    tip.setText(whole);
    setTooltip(tip);
  }
}
