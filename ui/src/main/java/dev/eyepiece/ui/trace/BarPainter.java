package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Fonts;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Tokens;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws the bar of one row, what lies in it and its duration beside it. */
final class BarPainter {
  /** Room that an error's disc takes at the start of a bar. */
  private static final double LEAD = Signs.ERROR + 4;

  private static final double EDGE = 4;

  private final Font font;
  private final CharWidths widths;
  private final Signs signs;

  BarPainter(Signs signs, Fonts fonts) {
    this.signs = signs;
    font = fonts.mono(11);
    widths = new CharWidths(font);
  }

  /**
   * What one bar is about.
   *
   * @param left where the scale's 0 lies on the canvas
   * @param events of the span, by time
   * @param logs log records of the span, oldest first
   * @param dimmed whether it stands back behind others
   */
  record Row(
      TraceData data,
      int node,
      double y,
      Grid grid,
      double left,
      TimeScale scale,
      List<EventMarks.Moment> events,
      List<LogRow> logs,
      boolean dimmed) {

    double middle() {
      return y + grid.row() / 2;
    }

    double top() {
      return Math.round(y + (grid.row() - grid.bar()) / 2);
    }
  }

  void paint(GraphicsContext g, TraceColours colours, Row row, boolean critical) {
    bar(g, colours, row, critical);
    for (LogDots.Dot dot : LogDots.of(row.scale(), row.logs(), row.data().tree().startUnixNano())) {
      signs.log(g, colours.tokens(), row.left() + dot.x(), row.middle(), dot.range());
    }
  }

  private void bar(GraphicsContext g, TraceColours colours, Row row, boolean critical) {
    TraceTree tree = row.data().tree();
    int node = row.node();
    long start = tree.start(node);
    long end = tree.end(node);
    if (!BarLabel.isVisible(row.scale(), start, end)) {
      pointer(g, colours.tokens(), row, end);
      return;
    }
    String duration = tree.isStub(node) ? "" : Formats.duration(tree.duration(node));
    boolean error = tree.isError(node);
    BarLabel bar =
        BarLabel.of(
            row.scale(), start, end, widths.of(duration), Grid.AIR - EDGE, error ? LEAD : 0);
    double x = row.left() + bar.x();
    double top = row.top();
    double height = row.grid().bar();
    Color colour = colours.of(tree, node);
    if (tree.isStub(node)) {
      stub(g, colour, x, top, bar.width(), height);
      return;
    }
    g.setFill(colour);
    Boxes.bar(g, x, top, bar.width(), height);
    if (colours.isHatched(tree, node)) {
      g.setFill(signs.hatch(g, colours.tokens()));
      Boxes.bar(g, x, top, bar.width(), height);
    }
    if (critical) {
      path(g, colours.tokens(), row);
    }
    events(g, colours.tokens(), row);
    label(g, colours, row, bar, duration);
    if (error && bar.x() >= 0) {
      double disc = bar.x() >= LEAD ? x - LEAD / 2 : x + LEAD / 2;
      signs.error(g, colours.tokens(), disc, row.middle());
    }
  }

  private static void stub(
      GraphicsContext g, Color colour, double x, double top, double width, double height) {
    g.setStroke(colour);
    g.setLineWidth(1);
    g.setLineDashes(4, 3);
    g.strokeRoundRect(x + 0.5, top + 0.5, Math.max(1, width - 1), height - 1, 4, 4);
    g.setLineDashes();
  }

  /**
   * A line of 3 pixels in the colour of text. Bars may be as dark or as light as that, so an edge
   * of one pixel in the colour of the ground parts the two.
   */
  private static void path(GraphicsContext g, Tokens tokens, Row row) {
    g.setFill(tokens.get("ground"));
    segments(g, row, 5, 4);
    g.setFill(tokens.get("text"));
    segments(g, row, 3, 0);
  }

  /** Leaves out what is narrower, where an edge would hide the bar. */
  private static void segments(GraphicsContext g, Row row, double thick, double narrowest) {
    CriticalPath path = row.data().path();
    TimeScale scale = row.scale();
    double top = Math.round(row.middle() - thick / 2);
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
        if (width >= narrowest) {
          g.fillRect(row.left() + left, top, width, thick);
        }
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

  private static void events(GraphicsContext g, Tokens tokens, Row row) {
    g.setFill(tokens.get("text"));
    double drawn = Double.NEGATIVE_INFINITY;
    for (EventMarks.Moment event : row.events()) {
      double x = Math.floor(row.scale().x((double) event.at()));
      if (x >= 0 && x < row.scale().width() && x != drawn) {
        g.fillRect(row.left() + x, row.top() - 3, 1, row.grid().bar() + 6);
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
    double middle = row.middle();
    if (bar.side() == BarLabel.Side.INSIDE) {
      Color ground = colours.of(row.data().tree(), row.node());
      g.setFill(ground);
      g.fillRect(x - 2, row.top(), widths.of(duration) + 4, row.grid().bar());
      g.setFill(Tokens.textOn(ground));
    } else {
      g.setFill(colours.tokens().get(row.dimmed() ? "faint" : "muted"));
    }
    double alpha = g.getGlobalAlpha();
    g.setGlobalAlpha(1);
    g.fillText(duration, x, middle);
    g.setGlobalAlpha(alpha);
  }

  /** A small triangle at the edge behind which the bar lies. */
  private void pointer(GraphicsContext g, Tokens tokens, Row row, long end) {
    boolean before = (double) end < row.scale().from();
    double tip = row.left() + (before ? 2 : row.scale().width() + Grid.AIR - 4);
    signs.pointer(g, tokens, tip, row.middle(), before);
  }
}
