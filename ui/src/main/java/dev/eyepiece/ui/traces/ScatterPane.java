package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * Duration over start of the listed traces, the duration on a log axis. A click opens the nearest
 * trace.
 */
final class ScatterPane extends Pane {
  private static final double HEIGHT = 96;
  private static final double LEFT = 56;
  private static final double BOTTOM = 18;
  private static final double NEAR = 8;

  private final Canvas canvas = new Canvas();
  private final Theme theme;
  private final ZoneId zone;
  private final Tooltip tooltip = new Tooltip();
  private List<TraceRow> rows = List.of();
  private long from;
  private long to;
  private int lowDecade;
  private int highDecade;

  ScatterPane(Theme theme, ZoneId zone, Consumer<TraceRow> open) {
    this.theme = theme;
    this.zone = zone;
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
    setId("scatter");
    getStyleClass().add("pane-divider");
    getChildren().add(canvas);
    theme.tokensProperty().subscribe(() -> draw());
    setOnMouseClicked(event -> {
      TraceRow row = nearest(event.getX(), event.getY());
      if (row != null) {
        open.accept(row);
      }
    });
    setOnMouseMoved(event -> {
      TraceRow row = nearest(event.getX(), event.getY());
      if (row == null) {
        Tooltip.uninstall(this, tooltip);
      } else {
        tooltip.setText(
            row.rootService()
                + "  "
                + row.rootName()
                + "\n"
                + Formats.duration(row.durationNano())
                + "  "
                + Formats.row(row.startUnixNano(), zone));
        Tooltip.install(this, tooltip);
      }
    });
  }

  void show(List<TraceRow> shown) {
    rows = shown;
    from = Long.MAX_VALUE;
    to = Long.MIN_VALUE;
    long low = Long.MAX_VALUE;
    long high = 1000;
    for (TraceRow row : rows) {
      from = Math.min(from, row.startUnixNano());
      to = Math.max(to, row.startUnixNano());
      low = Math.min(low, Math.max(1000, row.durationNano()));
      high = Math.max(high, row.durationNano());
    }
    lowDecade = rows.isEmpty() ? 6 : (int) Math.floor(Math.log10((double) low));
    highDecade =
        rows.isEmpty() ? 9 : Math.max(lowDecade + 1, (int) Math.ceil(Math.log10((double) high)));
    draw();
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    draw();
  }

  private double x(long start) {
    double width = getWidth() - LEFT - 12;
    return LEFT + (to <= from ? width / 2 : width * (double) (start - from) / (double) (to - from));
  }

  private double y(double decades) {
    double height = HEIGHT - BOTTOM - 8;
    return 4 + height * (1 - (decades - lowDecade) / (highDecade - lowDecade));
  }

  private double y(long duration) {
    return y(Math.log10((double) Math.max(1, duration)));
  }

  private @Nullable TraceRow nearest(double px, double py) {
    TraceRow best = null;
    double bestDistance = NEAR * NEAR;
    for (TraceRow row : rows) {
      double dx = x(row.startUnixNano()) - px;
      double dy = y(row.durationNano()) - py;
      double distance = dx * dx + dy * dy;
      if (distance < bestDistance) {
        bestDistance = distance;
        best = row;
      }
    }
    return best;
  }

  private void draw() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    Tokens tokens = theme.tokens();
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    if (getWidth() < LEFT * 2) {
      return;
    }
    g.setFont(Theme.mono(10));
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.RIGHT);
    int step = Math.max(1, (highDecade - lowDecade + 3) / 4);
    for (int decade = lowDecade; decade <= highDecade; decade += step) {
      double y = Math.round(y((double) decade)) + 0.5;
      g.setStroke(tokens.get("divider"));
      g.strokeLine(LEFT, y, getWidth() - 12, y);
      g.setFill(tokens.get("muted"));
      g.fillText(Formats.duration((long) Math.pow(10, decade)), LEFT - 6, y);
    }
    if (rows.isEmpty()) {
      return;
    }
    g.setTextAlign(TextAlignment.CENTER);
    int labels = to > from ? 5 : 1;
    for (int i = 0; i < labels; i++) {
      long at = labels == 1 ? from : from + (to - from) / (labels - 1) * i;
      double x = Math.clamp(x(at), LEFT + 24, getWidth() - 40);
      g.setFill(tokens.get("muted"));
      g.fillText(Formats.clock(at, zone), x, HEIGHT - BOTTOM / 2);
    }
    for (TraceRow row : rows) {
      double x = x(row.startUnixNano());
      double y = y(row.durationNano());
      g.setFill(tokens.service(theme.services().slot(row.rootService())));
      if (row.errorSpans() > 0) {
        g.fillRect(x - 3, y - 3, 6, 6);
        g.setStroke(tokens.get("error"));
        g.strokeRect(x - 3.5, y - 3.5, 7, 7);
      } else {
        g.fillOval(x - 2.5, y - 2.5, 5, 5);
      }
    }
  }
}
