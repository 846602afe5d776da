package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws the bar of one row, what lies in it and its duration beside it. */
final class BarPainter {
  private final Font font = Theme.mono(11);
  private final CharWidths widths = new CharWidths(font);

  /**
   * What one bar is about.
   *
   * @param left where the scale's 0 lies on the canvas
   * @param events times of events, nanoseconds since the trace's start
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(TraceData data, int node, double y, double left, TimeScale scale, long[] events) {}

  void paint(GraphicsContext g, TraceColours colours, Row row, boolean critical) {
    TraceTree tree = row.data().tree();
    int node = row.node();
    long start = tree.start(node);
    long end = tree.end(node);
    if (!BarLabel.isVisible(row.scale(), start, end)) {
      pointer(g, colours.tokens(), row, end);
      return;
    }
    String duration = tree.isStub(node) ? "" : Formats.duration(tree.duration(node));
    BarLabel bar = BarLabel.of(row.scale(), start, end, widths.of(duration));
    double x = row.left() + bar.x();
    double top = row.y() + (Grid.ROW - Grid.BAR) / 2;
    Color colour = colours.of(tree, node);
    if (tree.isStub(node)) {
      stub(g, colour, x, top, bar.width());
      return;
    }
    g.setFill(colour);
    g.fillRoundRect(x, top, bar.width(), Grid.BAR, Grid.RADIUS * 2, Grid.RADIUS * 2);
    if (colours.isHatched(tree, node)) {
      hatch(g, colours.tokens().get("ground"), x, top, bar.width());
    }
    if (critical) {
      path(g, colours.tokens(), row, top);
    }
    events(g, colours.tokens(), row, top);
    label(g, colours, row, bar, duration);
  }

  private static void stub(GraphicsContext g, Color colour, double x, double top, double width) {
    g.setStroke(colour);
    g.setLineWidth(1);
    g.setLineDashes(4, 3);
    g.strokeRoundRect(x + 0.5, top + 0.5, Math.max(1, width - 1), Grid.BAR - 1, 4, 4);
    g.setLineDashes();
  }

  /** Lines at 45 degrees that stay within the bar. */
  private static void hatch(GraphicsContext g, Color ground, double x, double top, double width) {
    g.setStroke(ground);
    g.setLineWidth(1.5);
    g.save();
    g.beginPath();
    g.rect(x, top, width, Grid.BAR);
    g.clip();
    // At most as many lines as the widest screen shows.
    double first = Math.max(x - Grid.BAR, -Grid.BAR);
    for (double at = first; at < Math.min(x + width, first + 8000); at += 6) {
      g.strokeLine(at, top + Grid.BAR, at + Grid.BAR, top);
    }
    g.restore();
  }

  private static void path(GraphicsContext g, Tokens tokens, Row row, double top) {
    CriticalPath path = row.data().path();
    TimeScale scale = row.scale();
    g.setFill(tokens.get("text"));
    double drawnTo = Double.NEGATIVE_INFINITY;
    for (int i = firstIn(path, row); i < path.last(row.node()); i++) {
      double from = Math.max(scale.x((double) path.from(i)), drawnTo);
      double to = Math.min(scale.x((double) path.to(i)), scale.width());
      if (from > scale.width()) {
        return;
      }
      // What is less than a pixel further on is there already.
      if (to > drawnTo) {
        double left = Math.max(0, from);
        double width = Math.max(1, to - left);
        g.fillRect(row.left() + left, top + Grid.BAR / 2 - 1.5, width, 3);
        drawnTo = left + width;
      }
    }
  }

  /** The first segment that is not wholly left of the scale. */
  private static int firstIn(CriticalPath path, Row row) {
    int low = path.first(row.node());
    int high = path.last(row.node());
    while (low < high) {
      int middle = (low + high) >>> 1;
      if ((double) path.to(middle) < row.scale().from()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static void events(GraphicsContext g, Tokens tokens, Row row, double top) {
    g.setFill(tokens.get("text"));
    double drawn = Double.NEGATIVE_INFINITY;
    for (long event : row.events()) {
      double x = Math.floor(row.scale().x((double) event));
      if (x >= 0 && x < row.scale().width() && x != drawn) {
        g.fillRect(row.left() + x, top - 3, 1, Grid.BAR + 6);
        drawn = x;
      }
    }
  }

  private void label(
      GraphicsContext g, TraceColours colours, Row row, BarLabel bar, String duration) {
    g.setFont(font);
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.LEFT);
    double x = row.left() + bar.labelX();
    double middle = row.y() + Grid.ROW / 2;
    if (bar.side() == BarLabel.Side.INSIDE) {
      Color ground = colours.of(row.data().tree(), row.node());
      g.setFill(ground);
      g.fillRect(x - 2, middle - Grid.BAR / 2, widths.of(duration) + 4, Grid.BAR);
      g.setFill(TraceColours.textOn(ground));
    } else {
      g.setFill(colours.tokens().get("muted"));
    }
    g.fillText(duration, x, middle);
  }

  /** A small triangle at the edge behind which the bar lies. */
  private static void pointer(GraphicsContext g, Tokens tokens, Row row, long end) {
    boolean before = (double) end < row.scale().from();
    double middle = row.y() + Grid.ROW / 2;
    double tip = row.left() + (before ? 2 : row.scale().width() + Grid.AIR - 4);
    double base = tip + (before ? 5 : -5);
    g.setFill(tokens.get("faint"));
    g.fillPolygon(new double[] {tip, base, base}, new double[] {middle, middle - 4, middle + 4}, 3);
  }
}
