package dev.eyepiece.ui.traces;

import dev.eyepiece.store.DurationMap;
import dev.eyepiece.store.TraceBounds;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.chart.HairLine;
import dev.eyepiece.ui.chart.TimeTicks;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import java.nio.IntBuffer;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * Duration over start of everything that matches, the duration on a log axis. A click opens the
 * nearest trace, a drag draws a box. FX thread only.
 */
final class ScatterPane extends Pane {
  private static final double LEFT = 64;
  private static final double RIGHT = 12;
  private static final double TOP = 9;
  private static final double BOTTOM = 19;
  private static final double DRAG = 4;
  private static final double LABEL = 110;

  private final Theme theme;
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
    this.theme = theme;
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
    return new Plot(
        data,
        LEFT,
        TOP,
        Math.max(1, getWidth() - LEFT - RIGHT),
        Math.max(1, getHeight() - TOP - BOTTOM));
  }

  void show(ScatterData now) {
    data = now;
    hovered = null;
    setAccessibleText(
        "Duration over start of " + Formats.count(now.traces()) + " traces, on a log axis");
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
              + (row.errorSpans() > 0 ? "  " + row.errorSpans() + " errors" : ""));
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
    if (getWidth() < LEFT * 2 || below.getWidth() < 1) {
      return;
    }
    GraphicsContext g = below.getGraphicsContext2D();
    Tokens tokens = theme.tokens();
    Plot plot = plot();
    g.clearRect(0, 0, getWidth(), getHeight());
    g.setFont(theme.fonts().mono(Metrics.LABEL));
    g.setTextBaseline(VPos.CENTER);
    g.setFill(tokens.get("muted"));
    g.setTextAlign(TextAlignment.RIGHT);
    for (long tick : data.scale().ticks(4)) {
      double y = Math.round(plot.y(tick)) + 0.5;
      HairLine.across(g, tokens.get("divider"), LEFT, getWidth() - RIGHT, y);
      g.fillText(Formats.duration(tick).replaceFirst("\\.0+ ", " "), LEFT - 8, y);
    }
    if (data.traces() > 0) {
      times(g, tokens, plot);
      g.drawImage(image(plot, tokens), LEFT, TOP);
    }
    mark();
  }

  private void times(GraphicsContext g, Tokens tokens, Plot plot) {
    int most = Math.max(2, (int) (plot.width() / LABEL));
    g.setTextAlign(TextAlignment.CENTER);
    for (TimeTicks.Tick tick : TimeTicks.of(data.fromUnixNano(), data.toUnixNano(), most, zone)) {
      double x = Math.round(plot.x(tick.unixNano())) + 0.5;
      HairLine.down(g, tokens.get("divider"), x, TOP, TOP + plot.height());
      double half = tick.label().length() * 3.5;
      g.fillText(
          tick.label(),
          Math.clamp(x, LEFT + half, getWidth() - half - 2),
          getHeight() - BOTTOM / 2);
    }
  }

  private WritableImage image(Plot plot, Tokens tokens) {
    int width = (int) plot.width();
    int height = (int) plot.height();
    ScatterRaster raster = new ScatterRaster(width, height);
    int error = tokens.argb("error");
    DurationMap map = data.map();
    if (map == null) {
      raster.dots(
          data, service -> Tokens.argb(tokens.service(theme.services().slot(service))), error);
    } else {
      raster.cells(map, tokens.argb("heat.low"), tokens.argb("heat.high"), error);
    }
    PixelBuffer<IntBuffer> pixels =
        new PixelBuffer<>(
            width, height, IntBuffer.wrap(raster.pixels()), PixelFormat.getIntArgbPreInstance());
    return new WritableImage(pixels);
  }

  /** What comes and goes with the pointer, above the dots. */
  private void mark() {
    GraphicsContext g = above.getGraphicsContext2D();
    g.clearRect(0, 0, above.getWidth(), above.getHeight());
    Plot plot = plot();
    ring(g, plot, selected);
    ring(g, plot, hovered);
    if (dragging) {
      rectangle(g, pressedX, pressedY, dragX, dragY);
    } else if (box != null && data.traces() > 0) {
      rectangle(
          g,
          plot.x(box.start().fromUnixNano()),
          plot.y(box.minDurationNano()),
          plot.x(box.start().toUnixNano()),
          box.maxDurationNano() == Long.MAX_VALUE ? TOP : plot.y(box.maxDurationNano()));
    }
    legend(g);
  }

  private void ring(GraphicsContext g, Plot plot, @Nullable TraceRow row) {
    if (row != null && data.traces() > 0) {
      g.setStroke(theme.tokens().get("accent"));
      g.setLineWidth(2);
      g.strokeOval(plot.x(row.startUnixNano()) - 6, plot.y(row.durationNano()) - 6, 12, 12);
    }
  }

  private void rectangle(GraphicsContext g, double x1, double y1, double x2, double y2) {
    double left = Math.clamp(Math.min(x1, x2), LEFT, Math.max(LEFT, getWidth() - RIGHT));
    double right = Math.clamp(Math.max(x1, x2), LEFT, Math.max(LEFT, getWidth() - RIGHT));
    double bottom = Math.max(TOP, getHeight() - BOTTOM);
    double upper = Math.clamp(Math.min(y1, y2), TOP, bottom);
    double lower = Math.clamp(Math.max(y1, y2), TOP, bottom);
    g.setFill(theme.tokens().get("accent").deriveColor(0, 1, 1, 0.14));
    g.fillRect(left, upper, right - left, lower - upper);
    g.setStroke(theme.tokens().get("accent"));
    g.setLineWidth(1);
    g.strokeRect(
        Math.round(left) + 0.5,
        Math.round(upper) + 0.5,
        Math.max(1, Math.rint(right - left) - 1),
        Math.max(1, Math.rint(lower - upper) - 1));
  }

  /** What the colours of a heat map stand for. */
  private void legend(GraphicsContext g) {
    DurationMap map = data.map();
    if (map == null || getWidth() < 400) {
      return;
    }
    Tokens tokens = theme.tokens();
    int most = Arrays.stream(map.counts()).max().orElse(0);
    String text = Formats.count(most) + " traces";
    double end = getWidth() - RIGHT - 6;
    double textWidth = text.length() * 6.7;
    double from = end - textWidth - 76;
    g.setFill(tokens.get("ground"));
    g.fillRect(from - 16, TOP + 1, end - from + 20, 15);
    for (int i = 0; i < 64; i++) {
      int argb = ScatterRaster.mix(tokens.argb("heat.low"), tokens.argb("heat.high"), i / 63.0);
      g.setFill(javafx.scene.paint.Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF));
      g.fillRect(from + i, TOP + 4, 1, 8);
    }
    g.setFont(theme.fonts().mono(Metrics.LABEL));
    g.setFill(tokens.get("muted"));
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.RIGHT);
    g.fillText("1", from - 5, TOP + 8.5);
    g.fillText(text, end, TOP + 8.5);
  }
}
