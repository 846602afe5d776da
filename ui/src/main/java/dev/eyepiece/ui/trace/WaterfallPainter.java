package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Fonts;
import dev.eyepiece.ui.theme.Tokens;
import java.util.BitSet;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Draws the rows in sight and nothing else: a frame costs the same for any size of trace. */
final class WaterfallPainter {
  private static final double DIMMED = 0.4;

  private final Font headFont;
  private final Font tickFont;
  private final CharWidths tickWidths;
  private final Signs signs = new Signs();
  private final TreePainter tree;
  private final BarPainter bars;

  WaterfallPainter(Fonts fonts) {
    headFont = fonts.text(11);
    tickFont = fonts.mono(11);
    tickWidths = new CharWidths(tickFont);
    tree = new TreePainter(signs, fonts);
    bars = new BarPainter(signs, fonts);
  }

  /**
   * One picture.
   *
   * @param top rows above the upper edge, with the part of one
   * @param treeWidth of the tree column
   * @param hover the node under the pointer, -1 for none
   */
  record Frame(
      TraceData data,
      Outline outline,
      Pins pins,
      Grid grid,
      TimeScale scale,
      EventMarks events,
      SpanLogs logs,
      @Nullable BitSet matches,
      double width,
      double height,
      double top,
      double treeWidth,
      int selected,
      int hover,
      boolean critical,
      boolean focused) {

    /** Where the rows begin, below the axis and what is pinned. */
    double rowsTop() {
      return Grid.HEADER + pins.size() * grid.row();
    }

    int firstRow() {
      return (int) top;
    }

    /** After the last row in sight. */
    int lastRow() {
      double rows = Math.ceil(top + (height - rowsTop()) / grid.row());
      return (int) Math.min(outline.rows().size(), rows);
    }

    double y(int row) {
      return Math.round(rowsTop() + (row - top) * grid.row());
    }

    /** Rows that do not match stand back; the one that is looked at does not. */
    boolean isDimmed(int node) {
      return matches != null && !matches.get(node) && node != selected;
    }
  }

  TreePainter tree() {
    return tree;
  }

  void paint(GraphicsContext g, TraceColours colours, Frame frame) {
    Tokens tokens = colours.tokens();
    g.setGlobalAlpha(1);
    g.setLineCap(StrokeLineCap.BUTT);
    g.setFill(tokens.get("ground"));
    g.fillRect(0, 0, frame.width(), frame.height());
    List<TimeScale.Tick> ticks = frame.scale().ticks(Grid.MOST_TICKS);
    VisibleRows rows = frame.outline().rows();
    for (int row = frame.firstRow(); row < frame.lastRow(); row++) {
      ground(g, tokens, frame, rows.node(row), frame.y(row));
    }
    lines(g, tokens, frame, ticks, frame.rowsTop(), frame.height());
    for (int row = frame.firstRow(); row < frame.lastRow(); row++) {
      row(g, colours, frame, rows.node(row), frame.y(row));
    }
    pinned(g, colours, frame, ticks);
    header(g, tokens, frame, ticks);
  }

  /** Pinned rows lie over those that are scrolled below them. */
  private void pinned(
      GraphicsContext g, TraceColours colours, Frame frame, List<TimeScale.Tick> ticks) {
    Tokens tokens = colours.tokens();
    double bottom = frame.rowsTop();
    g.setFill(tokens.get("raised"));
    g.fillRect(0, 0, frame.width(), bottom);
    lines(g, tokens, frame, ticks, Grid.HEADER, bottom);
    for (int i = 0; i < frame.pins().size(); i++) {
      int node = frame.pins().node(i);
      double y = Grid.HEADER + i * frame.grid().row();
      if (node == frame.selected() || node == frame.hover()) {
        ground(g, tokens, frame, node, y);
      }
      row(g, colours, frame, node, y);
    }
    if (frame.pins().size() > 0) {
      g.setFill(tokens.get("border"));
      Boxes.level(g, 0, frame.width(), bottom - 1);
    }
  }

  private static void ground(GraphicsContext g, Tokens tokens, Frame frame, int node, double y) {
    boolean match = frame.matches() != null && frame.matches().get(node);
    Color colour = null;
    if (node == frame.selected() || match) {
      colour = tokens.get("selected");
    } else if (node == frame.hover()) {
      colour = tokens.get("hover");
    }
    if (colour != null) {
      g.setFill(colour);
      g.fillRect(0, y, frame.width(), frame.grid().row());
    }
    if (node == frame.selected()) {
      g.setFill(tokens.get("accent"));
      g.fillRect(0, y, frame.focused() ? 3 : 2, frame.grid().row());
    }
  }

  private static void lines(
      GraphicsContext g,
      Tokens tokens,
      Frame frame,
      List<TimeScale.Tick> ticks,
      double from,
      double to) {
    g.setFill(tokens.get("divider"));
    for (TimeScale.Tick tick : ticks) {
      Boxes.upright(g, Math.rint(frame.treeWidth() + tick.x()), from, to);
    }
  }

  private void row(GraphicsContext g, TraceColours colours, Frame frame, int node, double y) {
    boolean dimmed = frame.isDimmed(node);
    // Shapes fade; texts take a fainter colour that can still be read.
    g.setGlobalAlpha(dimmed ? DIMMED : 1);
    TraceTree shown = frame.data().tree();
    tree.paint(
        g,
        colours,
        new TreePainter.Row(
            shown,
            node,
            y,
            frame.grid(),
            frame.treeWidth(),
            frame.outline().isCollapsed(node),
            dimmed));
    boolean stub = shown.isStub(node);
    g.setGlobalAlpha(dimmed ? DIMMED : 1);
    bars.paint(
        g,
        colours,
        new BarPainter.Row(
            frame.data(),
            node,
            y,
            frame.grid(),
            frame.treeWidth(),
            frame.scale(),
            stub ? List.of() : frame.events().of(node),
            stub ? List.of() : frame.logs().of(shown.spanId(node)),
            dimmed),
        frame.critical());
    g.setGlobalAlpha(1);
  }

  private void header(GraphicsContext g, Tokens tokens, Frame frame, List<TimeScale.Tick> ticks) {
    g.setFill(tokens.get("ground"));
    g.fillRect(0, 0, frame.width(), Grid.HEADER);
    g.setFill(tokens.get("divider"));
    Boxes.level(g, 0, frame.width(), Grid.HEADER - 1);
    Boxes.upright(g, Math.rint(frame.treeWidth()) - 1, 0, frame.height());
    for (TimeScale.Tick tick : ticks) {
      Boxes.upright(g, Math.rint(frame.treeWidth() + tick.x()), Grid.HEADER - 6, Grid.HEADER - 1);
    }
    g.setFill(tokens.get("muted"));
    g.setFont(headFont);
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.LEFT);
    g.fillText("Service and operation", 12, Grid.HEADER / 2);
    g.setFont(tickFont);
    for (TimeScale.Tick tick : ticks) {
      String text = label(tick, ticks);
      double width = tickWidths.of(text);
      double x = frame.treeWidth() + tick.x();
      boolean fits = x + 4 + width <= frame.width();
      g.fillText(text, fits ? x + 4 : x - 4 - width, Grid.HEADER / 2);
    }
  }

  /** All labels of an axis have the digits that tell them apart. */
  private static String label(TimeScale.Tick tick, List<TimeScale.Tick> ticks) {
    double step = ticks.size() < 2 ? 0 : ticks.get(1).nano() - ticks.getFirst().nano();
    return TickLabel.of(tick.nano(), step);
  }
}
