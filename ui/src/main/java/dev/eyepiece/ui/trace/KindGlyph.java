package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Tokens;
import javafx.scene.canvas.GraphicsContext;

/**
 * Small signs for OTLP's span kinds: an arrow into a wall for a server, out of one for a client, up
 * to a line for a producer, down from one for a consumer, a ring for what stays within its service.
 */
final class KindGlyph {
  /** Room that a sign takes. */
  static final double WIDTH = 18;

  private static final int INTERNAL = 1;
  private static final int SERVER = 2;
  private static final int CLIENT = 3;
  private static final int PRODUCER = 4;
  private static final int CONSUMER = 5;

  private KindGlyph() {}

  /** Draws the sign into its room, which stays empty for stubs. */
  static void paint(GraphicsContext g, Tokens tokens, int kind, double x, double middle) {
    g.setStroke(tokens.get(kind == INTERNAL ? "faint" : "muted"));
    g.setLineWidth(1.4);
    double y = Math.round(middle);
    switch (kind) {
      case SERVER -> {
        arrow(g, x + 1, y, x + 8, y);
        g.strokeLine(x + 11, y - 5, x + 11, y + 5);
      }
      case CLIENT -> {
        g.strokeLine(x + 2, y - 5, x + 2, y + 5);
        arrow(g, x + 4, y, x + 12, y);
      }
      case PRODUCER -> {
        arrow(g, x + 6.5, y + 5, x + 6.5, y - 2);
        g.strokeLine(x + 1, y - 5, x + 12, y - 5);
      }
      case CONSUMER -> {
        arrow(g, x + 6.5, y - 5, x + 6.5, y + 2);
        g.strokeLine(x + 1, y + 5, x + 12, y + 5);
      }
      case INTERNAL -> g.strokeOval(x + 4, y - 2.5, 5, 5);
      default -> {}
    }
  }

  private static void arrow(GraphicsContext g, double fromX, double fromY, double toX, double toY) {
    g.strokeLine(fromX, fromY, toX, toY);
    double dx = Math.signum(toX - fromX) * 3;
    double dy = Math.signum(toY - fromY) * 3;
    g.strokeLine(toX, toY, toX - dx - dy, toY - dy - dx);
    g.strokeLine(toX, toY, toX - dx + dy, toY - dy + dx);
  }
}
