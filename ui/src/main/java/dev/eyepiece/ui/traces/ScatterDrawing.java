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
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Draws the chart of durations, and the marks above it. FX thread only. */
final class ScatterDrawing {
  private static final double LEFT = 64;
  private static final double RIGHT = 12;
  private static final double TOP = 9;
  private static final double BOTTOM = 19;
  private static final double LABEL = 110;

  private final Theme theme;
  private final ZoneId zone;

  ScatterDrawing(Theme theme, ZoneId zone) {
    this.theme = theme;
    this.zone = zone;
  }

  /** Where things are on a canvas of a size. */
  static Plot plot(ScatterData data, double width, double height) {
    return new Plot(
        data, LEFT, TOP, Math.max(1, width - LEFT - RIGHT), Math.max(1, height - TOP - BOTTOM));
  }

  /** Draws grid, labels and dots; on a canvas too small for them nothing. */
  void chart(Canvas canvas, ScatterData data) {
    double width = canvas.getWidth();
    double height = canvas.getHeight();
    if (width < LEFT * 2) {
      return;
    }
    GraphicsContext g = canvas.getGraphicsContext2D();
    Tokens tokens = theme.tokens();
    Plot plot = plot(data, width, height);
    g.clearRect(0, 0, width, height);
    g.setFont(theme.fonts().mono(Metrics.LABEL));
    g.setTextBaseline(VPos.CENTER);
    g.setFill(tokens.get("muted"));
    g.setTextAlign(TextAlignment.RIGHT);
    for (long tick : data.scale().ticks(4)) {
      double y = Math.round(plot.y(tick)) + 0.5;
      HairLine.across(g, tokens.get("divider"), LEFT, width - RIGHT, y);
      g.fillText(Formats.duration(tick).replaceFirst("\\.0+ ", " "), LEFT - 8, y);
    }
    if (data.traces() > 0) {
      times(g, plot, data);
      g.drawImage(image(plot, data), LEFT, TOP);
    }
  }

  private void times(GraphicsContext g, Plot plot, ScatterData data) {
    double width = plot.left() + plot.width() + RIGHT;
    double height = plot.top() + plot.height() + BOTTOM;
    int most = Math.max(2, (int) (plot.width() / LABEL));
    g.setTextAlign(TextAlignment.CENTER);
    for (TimeTicks.Tick tick : TimeTicks.of(data.fromUnixNano(), data.toUnixNano(), most, zone)) {
      double x = Math.round(plot.x(tick.unixNano())) + 0.5;
      HairLine.down(g, theme.tokens().get("divider"), x, TOP, TOP + plot.height());
      double half = tick.label().length() * 3.5;
      g.fillText(tick.label(), Math.clamp(x, LEFT + half, width - half - 2), height - BOTTOM / 2);
    }
  }

  private WritableImage image(Plot plot, ScatterData data) {
    int width = (int) plot.width();
    int height = (int) plot.height();
    Tokens tokens = theme.tokens();
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

  /** Draws a ring around the dot of a trace. */
  void ring(GraphicsContext g, Plot plot, TraceRow row) {
    g.setStroke(theme.tokens().get("accent"));
    g.setLineWidth(2);
    g.strokeOval(plot.x(row.startUnixNano()) - 6, plot.y(row.durationNano()) - 6, 12, 12);
  }

  /** Draws the box that takes in what lies within bounds. */
  void box(GraphicsContext g, Plot plot, TraceBounds bounds) {
    box(
        g,
        plot,
        plot.x(bounds.start().fromUnixNano()),
        plot.y(bounds.minDurationNano()),
        plot.x(bounds.start().toUnixNano()),
        bounds.maxDurationNano() == Long.MAX_VALUE ? TOP : plot.y(bounds.maxDurationNano()));
  }

  /** Draws a box between two points, as much of it as lies in the plot. */
  void box(GraphicsContext g, Plot plot, double x1, double y1, double x2, double y2) {
    double end = plot.left() + plot.width();
    double bottom = plot.top() + plot.height();
    double left = Math.clamp(Math.min(x1, x2), LEFT, end);
    double right = Math.clamp(Math.max(x1, x2), LEFT, end);
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

  /** Draws what the colours of a heat map stand for. */
  void legend(GraphicsContext g, Plot plot, DurationMap map) {
    Tokens tokens = theme.tokens();
    int most = Arrays.stream(map.counts()).max().orElse(0);
    String text = Formats.count(most, "trace");
    double end = plot.left() + plot.width() - 6;
    double textWidth = text.length() * 6.7;
    double from = end - textWidth - 76;
    g.setFill(tokens.get("ground"));
    g.fillRect(from - 16, TOP + 1, end - from + 20, 15);
    for (int i = 0; i < 64; i++) {
      int argb = ScatterRaster.mix(tokens.argb("heat.low"), tokens.argb("heat.high"), i / 63.0);
      g.setFill(Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF));
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
