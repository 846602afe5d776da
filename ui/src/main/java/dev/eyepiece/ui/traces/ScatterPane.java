package dev.eyepiece.ui.traces;

import dev.eyepiece.store.DurationMap;
import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Theme;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/**
 * Duration over start of everything that matches, the duration on a log axis. A click opens the
 * nearest trace, a drag draws a box. FX thread only.
 */
final class ScatterPane extends Pane {
  private static final double DRAG = 4;

  /** Below this width a legend would lie over too much. */
  private static final double LEGEND_LEAST = 400;

  private final ScatterDrawing drawing;
  private final ZoneId zone;
  private final Consumer<TraceRow> open;
  private final Consumer<TraceBounds> boxed;
  private final Canvas below = new Canvas();
  private final Canvas above = new Canvas();
  private final Tooltip tip = new Tooltip();
  private ScatterData data = ScatterData.EMPTY;
  private @Nullable TraceBounds box;
  private @Nullable TraceRow hovered;
  private @Nullable TraceRow selected;
  private double pressedX;
  private double pressedY;
  private boolean dragging;
  private double dragX;
  private double dragY;

  /**
   * @param open hears of a dot that was clicked
   * @param boxed hears of a box that was drawn
   */
  ScatterPane(Theme theme, ZoneId zone, Consumer<TraceRow> open, Consumer<TraceBounds> boxed) {
    drawing = new ScatterDrawing(theme, zone);
    this.zone = zone;
    this.open = open;
    this.boxed = boxed;
    setMinHeight(Metrics.SCATTER);
    setPrefHeight(Metrics.SCATTER);
    setMaxHeight(Metrics.SCATTER);
    setMinWidth(0);
    setId("scatter");
    getStyleClass().add("scatter");
    getChildren().addAll(below, above);
    theme.tokensProperty().subscribe(() -> draw());
    setOnMouseMoved(this::moved);
    setOnMouseExited(event -> hover(null));
    setOnMousePressed(this::pressed);
    setOnMouseDragged(this::dragged);
    setOnMouseReleased(this::released);
  }

  private Plot plot() {
    return ScatterDrawing.plot(data, getWidth(), getHeight());
  }

  void show(ScatterData now) {
    data = now;
    hovered = null;
    setAccessibleText(
        "Duration over start of " + Formats.count(now.traces(), "trace") + ", on a log axis");
    draw();
  }

  /** Marks the trace that is chosen in the table. */
  void select(@Nullable TraceRow row) {
    selected = row;
    mark();
  }

  /** Marks a box; null takes it away. */
  void box(@Nullable TraceBounds now) {
    box = now;
    mark();
  }

  @Override
  protected void layoutChildren() {
    for (Canvas canvas : new Canvas[] {below, above}) {
      if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
      }
    }
    draw();
  }

  private void moved(MouseEvent event) {
    hover(plot().near(event.getX(), event.getY()));
  }

  private void hover(@Nullable TraceRow row) {
    if (Objects.equals(row, hovered)) {
      return;
    }
    hovered = row;
    if (row == null) {
      Tooltip.uninstall(this, tip);
    } else {
      tip.setText(
          row.rootService()
              + "  "
              + Formats.middle(row.rootName(), 120)
              + "\n"
              + Formats.duration(row.durationNano())
              + "  "
              + Formats.row(row.startUnixNano(), zone)
              + (row.errorSpans() > 0 ? "  " + Formats.count(row.errorSpans(), "error") : ""));
      Tooltip.install(this, tip);
    }
    mark();
  }

  private void pressed(MouseEvent event) {
    pressedX = event.getX();
    pressedY = event.getY();
    dragging = false;
  }

  private void dragged(MouseEvent event) {
    dragX = event.getX();
    dragY = event.getY();
    dragging |= Math.hypot(dragX - pressedX, dragY - pressedY) >= DRAG;
    mark();
  }

  private void released(MouseEvent event) {
    if (dragging) {
      dragging = false;
      if (data.traces() > 0) {
        boxed.accept(plot().bounds(pressedX, pressedY, event.getX(), event.getY()));
      }
    } else {
      TraceRow row = plot().near(event.getX(), event.getY());
      if (row != null) {
        open.accept(row);
      }
    }
    mark();
  }

  private void draw() {
    drawing.chart(below, data);
    mark();
  }

  /** What comes and goes with the pointer, above the dots. */
  private void mark() {
    GraphicsContext g = above.getGraphicsContext2D();
    g.clearRect(0, 0, above.getWidth(), above.getHeight());
    Plot plot = plot();
    ring(g, plot, selected);
    ring(g, plot, hovered);
    if (dragging) {
      drawing.box(g, plot, pressedX, pressedY, dragX, dragY);
    } else if (box != null && data.traces() > 0) {
      drawing.box(g, plot, box);
    }
    DurationMap map = data.map();
    if (map != null && getWidth() >= LEGEND_LEAST) {
      drawing.legend(g, plot, map);
    }
  }

  private void ring(GraphicsContext g, Plot plot, @Nullable TraceRow row) {
    if (row != null && data.traces() > 0) {
      drawing.ring(g, plot, row);
    }
  }
}
