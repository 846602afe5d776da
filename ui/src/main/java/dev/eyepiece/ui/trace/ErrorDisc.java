package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Theme;
import dev.eyepiece.ui.theme.Tokens;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** The sign of an error: a disc with "!", so that colour is not all that tells. */
final class ErrorDisc {
  static final double SIZE = 12;
  private static final Font FONT = Theme.bold(10);

  private ErrorDisc() {}

  /** Draws it around a point. */
  static void paint(GraphicsContext g, Tokens tokens, double x, double y) {
    g.setFill(tokens.get("ground"));
    g.fillOval(x - SIZE / 2 - 1, y - SIZE / 2 - 1, SIZE + 2, SIZE + 2);
    g.setFill(tokens.get("error"));
    g.fillOval(x - SIZE / 2, y - SIZE / 2, SIZE, SIZE);
    g.setFill(tokens.get("ground"));
    g.setFont(FONT);
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.CENTER);
    g.fillText("!", x, y);
  }
}
