package dev.eyepiece.ui.logs;

import dev.eyepiece.store.LogHistogram;
import dev.eyepiece.store.Severity;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.chart.HairLine;
import dev.eyepiece.ui.chart.TimeTicks;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Metrics;
import dev.eyepiece.ui.theme.Severities;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import java.time.ZoneId;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.text.TextAlignment;

/**
 * Records over time, one bar a stretch, the worst severity at the foot where it is seen first. A
 * drag chooses a stretch of time. FX thread only.
 */
final class SeverityChart extends Pane {
  private static final double HEIGHT = 64;
  private static final double LEFT = 64;
  private static final double RIGHT = 12;
  private static final double TOP = 8;
  private static final double BOTTOM = 18;
  private static final double LABEL = 110;
  private static final double DRAG = 4;

  private final Theme theme;
  private final ZoneId zone;
  private final Consumer<TimeRange> chosen;
  private final Canvas canvas = new Canvas();
  private final Tooltip tip = new Tooltip();
  private LogHistogram data = LogHistogram.EMPTY;
  private int hovered = -1;
  private double pressed;
  private double dragged = Double.NaN;

  SeverityChart(Theme theme, ZoneId zone, Consumer<TimeRange> chosen) {
    this.theme = theme;
    this.zone = zone;
    this.chosen = chosen;
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
    setMinWidth(0);
    setId("log-histogram");
    getStyleClass().add("log-histogram");
    setAccessibleText("Log records over time by severity");
    getChildren().add(canvas);
    theme.tokensProperty().subscribe(() -> draw());
    theme.fontsProperty().subscribe((old, now) -> draw());
    setOnMouseMoved(event -> hover(bin(event.getX())));
    setOnMouseExited(event -> hover(-1));
    setOnMousePressed(event -> pressed = event.getX());
    setOnMouseDragged(this::drag);
    setOnMouseReleased(this::release);
  }

  void show(LogHistogram now) {
    data = now;
    hovered = -1;
    draw();
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
    }
    draw();
  }

  private double plot() {
    return Math.max(1, getWidth() - LEFT - RIGHT);
  }

  private int bin(double x) {
    int bin = (int) Math.floor((x - LEFT) / plot() * data.bins());
    return bin >= 0 && bin < data.bins() ? bin : -1;
  }

  private long unixNano(double x) {
    double share = Math.clamp((x - LEFT) / plot(), 0, 1);
    return data.fromUnixNano() + Math.round(share * data.binNano() * data.bins());
  }

  private long total(int bin) {
    long total = 0;
    for (int range = -1; range < Severity.NAMES.size(); range++) {
      total += data.count(bin, range);
    }
    return total;
  }

  private void hover(int bin) {
    if (bin == hovered) {
      return;
    }
    hovered = bin;
    if (bin < 0 || total(bin) == 0) {
      Tooltip.uninstall(this, tip);
    } else {
      tip.setText(text(bin));
      Tooltip.install(this, tip);
    }
    draw();
  }

  private String text(int bin) {
    long from = data.fromUnixNano() + bin * data.binNano();
    StringBuilder text = new StringBuilder(Formats.row(from, zone));
    text.append("  ").append(Formats.duration(data.binNano()));
    for (int range = Severity.NAMES.size() - 1; range >= -1; range--) {
      long count = data.count(bin, range);
      if (count > 0) {
        text.append('\n').append(Severities.name(range)).append("  ");
        text.append(Formats.count(count));
      }
    }
    return text.toString();
  }

  private void drag(MouseEvent event) {
    if (Math.abs(event.getX() - pressed) >= DRAG && data.bins() > 0) {
      dragged = event.getX();
      draw();
    }
  }

  private void release(MouseEvent event) {
    if (!Double.isNaN(dragged)) {
      long from = unixNano(Math.min(pressed, event.getX()));
      long to = unixNano(Math.max(pressed, event.getX()));
      dragged = Double.NaN;
      draw();
      if (to > from) {
        chosen.accept(new TimeRange(from, to));
      }
    }
  }

  private void draw() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    if (getWidth() < LEFT * 2 || data.bins() == 0) {
      return;
    }
    Tokens tokens = theme.tokens();
    double bottom = getHeight() - BOTTOM;
    long most = 1;
    for (int bin = 0; bin < data.bins(); bin++) {
      most = Math.max(most, total(bin));
    }
    axes(g, tokens, bottom, most);
    double width = plot() / data.bins();
    for (int bin = 0; bin < data.bins(); bin++) {
      bar(g, tokens, bin, LEFT + bin * width, Math.max(1, width - 1), bottom, most);
    }
    if (!Double.isNaN(dragged)) {
      g.setFill(tokens.get("accent").deriveColor(0, 1, 1, 0.16));
      double from = Math.clamp(Math.min(pressed, dragged), LEFT, LEFT + plot());
      double to = Math.clamp(Math.max(pressed, dragged), LEFT, LEFT + plot());
      g.fillRect(from, TOP, to - from, bottom - TOP);
    }
  }

  private void axes(GraphicsContext g, Tokens tokens, double bottom, long most) {
    g.setFont(theme.fonts().mono(Metrics.LABEL));
    g.setFill(tokens.get("muted"));
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.RIGHT);
    for (long tick : new long[] {0, most}) {
      double y = Math.rint(bottom - (bottom - TOP) * ((double) tick / (double) most)) + 0.5;
      HairLine.across(g, tokens.get("divider"), LEFT, getWidth() - RIGHT, y);
      g.fillText(Formats.count(tick), LEFT - 8, y);
    }
    g.setTextAlign(TextAlignment.CENTER);
    long end = data.fromUnixNano() + data.binNano() * data.bins();
    int ticks = Math.max(2, (int) (plot() / LABEL));
    for (TimeTicks.Tick tick : TimeTicks.of(data.fromUnixNano(), end, ticks, zone)) {
      double share =
          (double) (tick.unixNano() - data.fromUnixNano())
              / (double) (data.binNano() * data.bins());
      double x = Math.rint(LEFT + share * plot()) + 0.5;
      double half = theme.fonts().size(tick.label().length() * 3.5);
      HairLine.down(g, tokens.get("divider"), x, TOP, bottom);
      g.fillText(
          tick.label(),
          Math.clamp(x, LEFT + half, getWidth() - half - 2),
          getHeight() - BOTTOM / 2);
    }
  }

  private void bar(
      GraphicsContext g, Tokens tokens, int bin, double x, double width, double bottom, long most) {
    double room = bottom - TOP;
    double y = bottom;
    for (int range = Severity.NAMES.size() - 1; range >= -1; range--) {
      long count = data.count(bin, range);
      if (count > 0) {
        // Few errors among many records are what one looks for: never less than two pixels.
        double least = range >= 3 ? 2 : 1;
        double height = Math.min(y - TOP, Math.max(least, room * ((double) count / (double) most)));
        g.setFill(tokens.get(Severities.token(range)));
        g.fillRect(x, y - height, width, height);
        y -= height;
      }
    }
    if (bin == hovered) {
      HairLine.down(g, tokens.get("text"), x + width / 2, TOP, bottom);
    }
  }
}
