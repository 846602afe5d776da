package dev.eyepiece.ui.trace;

import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** What the mouse does in the waterfall. FX thread only. */
final class WaterfallMouse {
  private static final double GRAB = 4;
  private static final double ZOOM_STEP = 1.2;

  /** Pixels that a notch of a wheel turns by. */
  private static final double NOTCH = 40;

  /** What a pressed button is dragging. */
  private enum Drag {
    NONE,
    DIVIDER,
    TIME
  }

  private final Waterfall waterfall;
  private final Canvas canvas;
  private final TraceViewModel model;
  private final Tooltip tooltip = new Tooltip();
  private Drag drag = Drag.NONE;
  private double draggedFrom;
  private @Nullable Mark mark;
  private Consumer<Mark> onMark = clicked -> {};

  WaterfallMouse(Waterfall waterfall, Canvas canvas, TraceViewModel model) {
    this.waterfall = waterfall;
    this.canvas = canvas;
    this.model = model;
    tooltip.setShowDelay(Duration.millis(400));
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(560);
    canvas.setOnMousePressed(this::pressed);
    canvas.setOnMouseDragged(this::dragged);
    canvas.setOnMouseReleased(event -> drag = Drag.NONE);
    canvas.setOnMouseMoved(this::moved);
    canvas.setOnMouseExited(event -> hover(-1, null));
    canvas.setOnScroll(this::wheel);
  }

  private boolean isOnDivider(double x) {
    return Math.abs(x - waterfall.treeWidth()) <= GRAB;
  }

  private void pressed(MouseEvent event) {
    waterfall.requestFocus();
    draggedFrom = event.getX();
    if (event.getButton() != MouseButton.PRIMARY || model.outline() == null) {
      return;
    }
    if (isOnDivider(event.getX())) {
      drag = Drag.DIVIDER;
      return;
    }
    if (event.getX() > waterfall.treeWidth()) {
      drag = Drag.TIME;
    }
    int node = waterfall.nodeAt(event.getY());
    if (node >= 0) {
      pressed(event, node);
    }
  }

  private void pressed(MouseEvent event, int node) {
    Outline outline = model.outline();
    double box = TreePainter.boxX(model.tree(), node, waterfall.treeWidth());
    boolean onBox = event.getX() >= box - 2 && event.getX() <= box + Grid.BOX + 2;
    if (onBox && outline != null && model.tree().childCount(node) > 0) {
      model.setCollapsed(node, !outline.isCollapsed(node));
    } else {
      model.select(node);
      waterfall.markAt(node, event.getX()).ifPresent(onMark);
      if (event.getClickCount() == 2) {
        model.fitTo(node);
      }
    }
  }

  private void dragged(MouseEvent event) {
    if (drag == Drag.DIVIDER) {
      waterfall.setTreeWidth(event.getX());
    } else if (drag == Drag.TIME) {
      model.time().pan((draggedFrom - event.getX()) / waterfall.timeWidth());
      draggedFrom = event.getX();
    }
  }

  private void moved(MouseEvent event) {
    int node = waterfall.nodeAt(event.getY());
    Mark under =
        isOnDivider(event.getX()) ? null : waterfall.markAt(node, event.getX()).orElse(null);
    canvas.setCursor(
        isOnDivider(event.getX()) ? Cursor.H_RESIZE : under == null ? Cursor.DEFAULT : Cursor.HAND);
    hover(node, under);
  }

  void onMark(Consumer<Mark> listener) {
    onMark = listener;
  }

  private void hover(int node, @Nullable Mark under) {
    if (node == waterfall.hover() && Objects.equals(under, mark)) {
      return;
    }
    mark = under;
    waterfall.setHover(node);
    TraceData data = model.data();
    if (node < 0 || data == null) {
      Tooltip.uninstall(canvas, tooltip);
    } else {
      tooltip.setText(
          under == null ? RowTip.of(data, node) : under.tip(data.tree().startUnixNano()));
      Tooltip.install(canvas, tooltip);
    }
  }

  private void wheel(ScrollEvent event) {
    if (event.isShortcutDown()) {
      double part = (event.getX() - waterfall.treeWidth()) / waterfall.timeWidth();
      model.time().zoom(part, Math.pow(ZOOM_STEP, -event.getDeltaY() / NOTCH));
    } else if (event.isShiftDown() || event.getDeltaX() != 0) {
      double delta = event.getDeltaX() != 0 ? event.getDeltaX() : event.getDeltaY();
      model.time().pan(-delta / 400);
    } else {
      double rows = event.getDeltaY() / waterfall.grid().row();
      waterfall.scrollTo(model.topProperty().get() - rows);
    }
    event.consume();
  }
}
