package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Fonts;
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

  private final Font serviceFont;
  private final Font nameFont;
  private final Font countFont;
  private final CharWidths serviceWidths;
  private final CharWidths nameWidths;
  private final ScriptText texts = new ScriptText();
  private final Signs signs;

  TreePainter(Signs signs, Fonts fonts) {
    this.signs = signs;
    serviceFont = fonts.bold(13);
    nameFont = fonts.text(12);
    countFont = fonts.mono(10);
    serviceWidths = new CharWidths(serviceFont);
    nameWidths = new CharWidths(nameFont);
  }

  /**
   * What one row is about.
   *
   * @param dimmed whether it stands back behind others
   */
  record Row(
      TraceTree tree,
      int node,
      double y,
      Grid grid,
      double width,
      boolean collapsed,
      boolean dimmed) {
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
    signs.kind(g, tokens, tree.kind(row.node()), text, row.middle());
    if (tree.isError(row.node())) {
      // At the right edge, so that names stay in line and errors are found by looking down.
      signs.error(g, tokens, row.width() - MARK / 2 - 2, row.middle());
    } else if (tree.isOdd(row.node())) {
      signs.odd(g, tokens, row.width() - MARK / 2 - 2, row.middle());
    }
    names(g, tokens, row, text + Signs.KIND_WIDTH);
  }

  private void guides(GraphicsContext g, TraceColours colours, Row row) {
    TraceTree tree = row.tree();
    double middle = Math.round(row.middle());
    double bottom = row.y() + row.grid().row();
    int node = row.node();
    int above = tree.parent(node);
    boolean own = true;
    // Only so many lines can be told apart; deeper ones lie under each other.
    for (int lines = 0; above >= 0 && lines < 64; lines++) {
      double x = Math.round(boxX(tree, above, row.width()) + Grid.BOX / 2);
      g.setFill(faded(colours.of(tree, above)));
      boolean last = tree.isLastChild(node);
      if (own) {
        Boxes.upright(g, x, row.y(), last ? middle + 1 : bottom);
        Boxes.level(g, x + 1, boxX(tree, node, row.width()), middle);
      } else if (!last) {
        Boxes.upright(g, x, row.y(), bottom);
      }
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
      Boxes.dot(g, x + 10, middle);
      return;
    }
    double top = Math.round(middle - 8);
    if (row.collapsed()) {
      g.setFill(colour);
      Boxes.bar(g, x, top, Grid.BOX, 16);
    } else {
      g.setFill(colours.tokens().get("ground"));
      Boxes.bar(g, x, top, Grid.BOX, 16);
      if (tree.isStub(row.node())) {
        g.setStroke(colour);
        g.setLineWidth(1);
        g.setLineDashes(3, 2);
        g.strokeRoundRect(x + 0.5, top + 0.5, Grid.BOX - 1, 15, 6, 6);
        g.setLineDashes();
      } else {
        g.setFill(colour);
        Boxes.frame(g, x, top, Grid.BOX, 16);
      }
    }
    g.setFont(countFont);
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.CENTER);
    g.setFill(row.collapsed() ? Tokens.textOn(colour) : colours.tokens().get("text"));
    int shown = row.collapsed() ? tree.descendants(row.node()) : count;
    g.fillText(shown > 999 ? "1k+" : Integer.toString(shown), x + Grid.BOX / 2, middle);
  }

  private void names(GraphicsContext g, Tokens tokens, Row row, double x) {
    g.setGlobalAlpha(1);
    TraceTree tree = row.tree();
    int node = row.node();
    double room = row.width() - x - (tree.isError(node) || tree.isOdd(node) ? MARK : GAP);
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    String service = Texts.line(tree.service(node));
    String name = Texts.line(tree.name(node));
    double used = 0;
    if (!service.isEmpty()) {
      double share = Math.max(room - nameWidths.of(name) - GAP, room * 0.5);
      String shown = MiddleCut.cut(service, share, serviceWidths::of);
      g.setFont(serviceFont);
      g.setFill(tokens.get(row.dimmed() ? "faint" : "text"));
      texts.fill(g, shown, x, row.middle());
      used = serviceWidths.of(shown) + GAP;
    }
    g.setFont(nameFont);
    g.setFill(tokens.get(row.dimmed() ? "faint" : "muted"));
    String shown = MiddleCut.cut(name.isEmpty() ? "no name" : name, room - used, nameWidths::of);
    texts.fill(g, shown, x + used, row.middle());
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
              + Signs.KIND_WIDTH
              + (tree.service(node).isEmpty() ? 0 : serviceWidths.of(tree.service(node)) + GAP)
              + nameWidths.of(tree.name(node))
              + MARK;
      widest = Math.max(widest, text);
    }
    return widest;
  }
}
