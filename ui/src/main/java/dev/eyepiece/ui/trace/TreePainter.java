package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Draws the tree column of one row: guide lines, the box that folds, kind, service, operation and
 * the sign of an error.
 */
final class TreePainter {
  private static final double LEFT = 8;
  private static final double GAP = 8;

  /** Room for the sign of an error at the right edge of the column. */
  private static final double MARK = 20;

  private final Font serviceFont = Theme.bold(13);
  private final Font nameFont = Theme.text(12);
  private final Font countFont = Theme.mono(10);
  private final CharWidths serviceWidths = new CharWidths(serviceFont);
  private final CharWidths nameWidths = new CharWidths(nameFont);

  /** What one row is about. */
  record Row(TraceTree tree, int node, double y, Grid grid, double width, boolean collapsed) {
    double middle() {
      return y + grid.row() / 2;
    }
  }

  /** Deep trees are indented less, so that their names keep half of the column. */
  static double indent(TraceTree tree, double width) {
    int levels = Math.max(1, tree.levels() - 1);
    return Math.clamp((width * 0.45 - LEFT - Grid.BOX) / levels, 2, Grid.INDENT);
  }

  /** Left edge of the node's box; deeper than the column has room for, it stays at its middle. */
  static double boxX(TraceTree tree, int node, double width) {
    return Math.min(LEFT + tree.depth(node) * indent(tree, width), width * 0.55);
  }

  void paint(GraphicsContext g, TraceColours colours, Row row) {
    Tokens tokens = colours.tokens();
    TraceTree tree = row.tree();
    guides(g, colours, row);
    double x = boxX(tree, row.node(), row.width());
    box(g, colours, row, x);
    double text = x + Grid.BOX + GAP;
    KindGlyph.paint(g, tokens, tree.kind(row.node()), text, row.middle());
    if (tree.isError(row.node())) {
      // At the right edge, so that names stay in line and errors are found by looking down.
      ErrorDisc.paint(g, tokens, row.width() - MARK / 2 - 2, row.middle());
    } else if (tree.isOdd(row.node())) {
      oddSign(g, tokens, row.width() - MARK / 2 - 2, row.middle());
    }
    names(g, tokens, row, text + KindGlyph.WIDTH);
  }

  /** A triangle for what the row's tooltip and the details explain. */
  private static void oddSign(GraphicsContext g, Tokens tokens, double x, double y) {
    double[] xs = {x, x + 6.5, x - 6.5};
    double[] ys = {y - 6, y + 5.5, y + 5.5};
    g.setStroke(tokens.get("warn"));
    g.setLineWidth(1.4);
    g.strokePolygon(xs, ys, 3);
    g.strokeLine(x, y - 2, x, y + 1.5);
    g.strokeLine(x, y + 2.7, x, y + 4);
  }

  private void guides(GraphicsContext g, TraceColours colours, Row row) {
    TraceTree tree = row.tree();
    double middle = Math.round(row.middle()) + 0.5;
    g.setLineWidth(1);
    int node = row.node();
    int above = tree.parent(node);
    boolean own = true;
    // Only so many lines can be told apart; deeper ones lie under each other.
    for (int lines = 0; above >= 0 && lines < 64; lines++) {
      double x = Math.round(boxX(tree, above, row.width()) + Grid.BOX / 2) + 0.5;
      g.setStroke(faded(colours.of(tree, above)));
      if (tree.isStub(above)) {
        g.setLineDashes(2, 2);
      }
      boolean last = tree.isLastChild(node);
      if (own) {
        g.strokeLine(x, row.y(), x, last ? middle : row.y() + row.grid().row());
        g.strokeLine(x, middle, boxX(tree, node, row.width()), middle);
      } else if (!last) {
        g.strokeLine(x, row.y(), x, row.y() + row.grid().row());
      }
      g.setLineDashes();
      own = false;
      node = above;
      above = tree.parent(node);
    }
  }

  private static Color faded(Color colour) {
    return colour.deriveColor(0, 1, 1, 0.6);
  }

  private void box(GraphicsContext g, TraceColours colours, Row row, double x) {
    TraceTree tree = row.tree();
    Color colour = colours.of(tree, row.node());
    double middle = row.middle();
    int count = tree.childCount(row.node());
    if (count == 0) {
      g.setFill(colour);
      g.fillOval(x + 7, middle - 3, 6, 6);
      return;
    }
    g.setFill(row.collapsed() ? colour : colours.tokens().get("ground"));
    g.fillRoundRect(x, middle - 8, Grid.BOX, 16, 6, 6);
    g.setStroke(colour);
    if (tree.isStub(row.node())) {
      g.setLineDashes(3, 2);
    }
    g.strokeRoundRect(x + 0.5, middle - 7.5, Grid.BOX - 1, 15, 6, 6);
    g.setLineDashes();
    g.setFont(countFont);
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.CENTER);
    g.setFill(row.collapsed() ? Tokens.textOn(colour) : colours.tokens().get("text"));
    int shown = row.collapsed() ? tree.descendants(row.node()) : count;
    g.fillText(shown > 999 ? "1k+" : Integer.toString(shown), x + Grid.BOX / 2, middle);
  }

  private void names(GraphicsContext g, Tokens tokens, Row row, double x) {
    TraceTree tree = row.tree();
    int node = row.node();
    double room = row.width() - x - (tree.isError(node) || tree.isOdd(node) ? MARK : GAP);
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    String service = tree.service(node);
    double used = 0;
    if (!service.isEmpty()) {
      double share = Math.max(room - nameWidths.of(tree.name(node)) - GAP, room * 0.5);
      String shown = MiddleCut.cut(service, share, serviceWidths::of);
      g.setFont(serviceFont);
      g.setFill(tokens.get("text"));
      g.fillText(shown, x, row.middle());
      used = serviceWidths.of(shown) + GAP;
    }
    g.setFont(nameFont);
    g.setFill(tokens.get("muted"));
    String shown = MiddleCut.cut(tree.name(node), room - used, nameWidths::of);
    g.fillText(shown, x + used, row.middle());
  }

  /** Width of the widest name among some rows, as the column would have to be. */
  double wanted(TraceTree tree, VisibleRows rows, int from, int to, double width) {
    double widest = 0;
    for (int i = from; i < to; i++) {
      int node = rows.node(i);
      double text =
          boxX(tree, node, width)
              + Grid.BOX
              + GAP
              + KindGlyph.WIDTH
              + (tree.service(node).isEmpty() ? 0 : serviceWidths.of(tree.service(node)) + GAP)
              + nameWidths.of(tree.name(node))
              + MARK;
      widest = Math.max(widest, text);
    }
    return widest;
  }
}
