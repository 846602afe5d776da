package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import java.util.BitSet;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Draws the rows in sight and nothing else: a frame costs the same for any size of trace. */
final class WaterfallPainter {
  private static final double DIMMED = 0.4;
  private static final long[] NO_EVENTS = new long[0];

  private final Font tickFont = Theme.mono(11);
  private final CharWidths tickWidths = new CharWidths(tickFont);
  private final TreePainter tree = new TreePainter();
  private final BarPainter bars = new BarPainter();

  /**
   * One picture.
   *
   * @param scroll pixels of rows above the upper edge
   * @param treeWidth of the tree column
   * @param hover the row under the pointer, -1 for none
   */
  record Frame(
      TraceData data,
      Outline outline,
      TimeScale scale,
      EventMarks events,
      @Nullable BitSet matches,
      double width,
      double height,
      double scroll,
      double treeWidth,
      int selected,
      int hover,
      boolean critical,
      boolean focused) {

    int firstRow() {
      return (int) (scroll / Grid.ROW);
    }

    /** After the last row in sight. */
    int lastRow() {
      double rows = Math.ceil((scroll + height - Grid.HEADER) / Grid.ROW);
      return (int) Math.min(outline.rows().size(), rows);
    }

    double y(int row) {
      return Grid.HEADER + row * Grid.ROW - scroll;
    }
  }

  TreePainter tree() {
    return tree;
  }

  void paint(GraphicsContext g, TraceColours colours, Frame frame) {
    Tokens tokens = colours.tokens();
    g.setGlobalAlpha(1);
    g.setFill(tokens.get("ground"));
    g.fillRect(0, 0, frame.width(), frame.height());
    List<TimeScale.Tick> ticks = frame.scale().ticks(Grid.MOST_TICKS);
    for (int row = frame.firstRow(); row < frame.lastRow(); row++) {
      ground(g, tokens, frame, row);
    }
    lines(g, tokens, frame, ticks);
    for (int row = frame.firstRow(); row < frame.lastRow(); row++) {
      row(g, colours, frame, row);
    }
    header(g, tokens, frame, ticks);
  }

  private static void ground(GraphicsContext g, Tokens tokens, Frame frame, int row) {
    int node = frame.outline().rows().node(row);
    boolean match = frame.matches() != null && frame.matches().get(node);
    Color colour = null;
    if (node == frame.selected() || match) {
      colour = tokens.get("selected");
    } else if (row == frame.hover()) {
      colour = tokens.get("hover");
    }
    if (colour != null) {
      g.setFill(colour);
      g.fillRect(0, frame.y(row), frame.width(), Grid.ROW);
    }
    if (node == frame.selected()) {
      g.setFill(tokens.get("accent"));
      g.fillRect(0, frame.y(row), frame.focused() ? 3 : 2, Grid.ROW);
    }
  }

  private static void lines(
      GraphicsContext g, Tokens tokens, Frame frame, List<TimeScale.Tick> ticks) {
    g.setStroke(tokens.get("divider"));
    g.setLineWidth(1);
    for (TimeScale.Tick tick : ticks) {
      double x = Math.round(frame.treeWidth() + tick.x()) + 0.5;
      g.strokeLine(x, Grid.HEADER, x, frame.height());
    }
  }

  private void row(GraphicsContext g, TraceColours colours, Frame frame, int row) {
    int node = frame.outline().rows().node(row);
    boolean dimmed = frame.matches() != null && !frame.matches().get(node);
    g.setGlobalAlpha(dimmed ? DIMMED : 1);
    double y = frame.y(row);
    TraceTree shown = frame.data().tree();
    tree.paint(
        g,
        colours,
        new TreePainter.Row(shown, node, y, frame.treeWidth(), frame.outline().isCollapsed(node)));
    long[] events = shown.isStub(node) ? NO_EVENTS : frame.events().of(node);
    bars.paint(
        g,
        colours,
        new BarPainter.Row(frame.data(), node, y, frame.treeWidth(), frame.scale(), events),
        frame.critical());
    g.setGlobalAlpha(1);
  }

  private void header(GraphicsContext g, Tokens tokens, Frame frame, List<TimeScale.Tick> ticks) {
    g.setFill(tokens.get("ground"));
    g.fillRect(0, 0, frame.width(), Grid.HEADER);
    g.setStroke(tokens.get("divider"));
    g.strokeLine(0, Grid.HEADER - 0.5, frame.width(), Grid.HEADER - 0.5);
    double divider = Math.round(frame.treeWidth()) - 0.5;
    g.strokeLine(divider, 0, divider, frame.height());
    g.setFill(tokens.get("muted"));
    g.setFont(Theme.text(11));
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.LEFT);
    g.fillText("Service and operation", 12, Grid.HEADER / 2);
    g.setFont(tickFont);
    for (TimeScale.Tick tick : ticks) {
      String text = label(tick, ticks);
      double width = tickWidths.of(text);
      double x = frame.treeWidth() + tick.x();
      g.strokeLine(Math.round(x) + 0.5, Grid.HEADER - 6, Math.round(x) + 0.5, Grid.HEADER - 1);
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
